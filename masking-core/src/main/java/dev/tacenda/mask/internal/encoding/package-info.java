/**
 * Texts that stand encoded in another text. Not part of the API of the library.
 *
 * <p>Public types here are for {@code dev.tacenda.mask} only and may change at any time.
 */
@NullMarked
package dev.tacenda.mask.internal.encoding;

import org.jspecify.annotations.NullMarked;
