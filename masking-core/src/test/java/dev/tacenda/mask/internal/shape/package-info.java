/** Tests of token shapes. */
@NullMarked
package dev.tacenda.mask.internal.shape;

import org.jspecify.annotations.NullMarked;
