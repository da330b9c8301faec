/**
 * The lines of a log: how each kind is spelled, checked and read. Public only so that the packages
 * beside it can use it; users have {@code log} and {@code verify}.
 */
@NullMarked
package dev.tacenda.audit.format;

import org.jspecify.annotations.NullMarked;
