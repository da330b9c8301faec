/**
 * What stands between a request and the wire beside masking: who calls, which policy applies,
 * whether a person must agree, and with whose key. Each is a small interface with a plain default.
 */
@NullMarked
package dev.tacenda.claude.gate;

import org.jspecify.annotations.NullMarked;
