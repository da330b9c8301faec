/**
 * How the gates talk HTTP: in one way, to one address, and never further. Not for applications;
 * public only where another package of this module needs it.
 */
@NullMarked
package dev.tacenda.claude.gate.internal;

import org.jspecify.annotations.NullMarked;
