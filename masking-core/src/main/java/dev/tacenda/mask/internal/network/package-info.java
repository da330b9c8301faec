/**
 * Recognises IP and MAC addresses and the names of internal hosts in one line of text. Public only
 * so that the package above can use it; not part of the API, and free to change in every release.
 */
@NullMarked
package dev.tacenda.mask.internal.network;

import org.jspecify.annotations.NullMarked;
