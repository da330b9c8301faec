/**
 * Values that their names give away: finds {@code name = value} in any syntax and scores how likely
 * the value is a secret. Not API; public only because Java packages force it.
 */
@NullMarked
package dev.tacenda.mask.internal.assignment;

import org.jspecify.annotations.NullMarked;
