/** TODO. */
@NullMarked
package dev.tacenda.claude;

import org.jspecify.annotations.NullMarked;
