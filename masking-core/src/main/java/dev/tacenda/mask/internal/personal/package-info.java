/**
 * Recognises personal data and national identifiers in one line of text, by their grammar and check
 * digits. Public only so that the package above can use it; not part of the API, and free to change
 * in every release.
 */
@NullMarked
package dev.tacenda.mask.internal.personal;

import org.jspecify.annotations.NullMarked;
