/** TODO. */
@NullMarked
package dev.tacenda.quickstart;

import org.jspecify.annotations.NullMarked;
