/**
 * Policies as files: which of them a caller gets, bundles of them, their history, and the tests
 * that they carry.
 */
@NullMarked
package dev.tacenda.claude.gate.policy;

import org.jspecify.annotations.NullMarked;
