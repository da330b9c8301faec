/**
 * The Merkle tree of RFC 6962 over the lines of a log: its root while it grows, the proofs that a
 * line is in it and that it only grew, and the C2SP texts for both.
 */
@NullMarked
package dev.tacenda.audit.tree;

import org.jspecify.annotations.NullMarked;
