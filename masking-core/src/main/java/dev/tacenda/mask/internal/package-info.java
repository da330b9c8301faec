/**
 * What detectors in code share: a line in, spans out. Public only so that the packages below can
 * use it; not part of the API, and free to change in every release.
 */
@NullMarked
package dev.tacenda.mask.internal;

import org.jspecify.annotations.NullMarked;
