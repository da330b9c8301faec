/**
 * The shape of tokens: a small syntax for prefixes, alphabets and lengths, matched on bytes in time
 * linear in the text. Public only for the package above; not API.
 */
@NullMarked
package dev.tacenda.mask.internal.shape;

import org.jspecify.annotations.NullMarked;
