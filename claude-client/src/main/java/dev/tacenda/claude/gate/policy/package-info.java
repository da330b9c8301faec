/**
 * Policies as files: which of them a caller gets, bundles of them, their history, and the tests
 * that they carry. Only the sources of bundles and their archive read files or a socket.
 */
@NullMarked
package dev.tacenda.claude.gate.policy;

import org.jspecify.annotations.NullMarked;
