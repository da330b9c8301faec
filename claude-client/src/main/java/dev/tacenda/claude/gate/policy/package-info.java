/**
 * Which policy applies to which caller: a set of policy files with a file that says who gets which,
 * compiled into one immutable value. Nothing here reads a file, a socket or the environment.
 */
@NullMarked
package dev.tacenda.claude.gate.policy;

import org.jspecify.annotations.NullMarked;
