/** {@code tacenda mask}: a filter from standard input to standard output. */
@NullMarked
package dev.tacenda.gateway.mask;

import org.jspecify.annotations.NullMarked;
