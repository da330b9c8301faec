/**
 * The styles that stand in for a value beside the placeholder: what they write, and how it is
 * recognised. Public here is what the masker in the package above needs; it is not API and may
 * change at any time.
 */
@NullMarked
package dev.tacenda.mask.internal.style;

import org.jspecify.annotations.NullMarked;
