/** TODO. */
@NullMarked
package dev.tacenda.claude.anthropic;

import org.jspecify.annotations.NullMarked;
