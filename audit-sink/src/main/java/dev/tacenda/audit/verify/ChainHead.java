package dev.tacenda.audit.verify;

import dev.tacenda.audit.tree.TreeHash;

/**
 * The newest line of a session's chain.
 *
 * @param chain the chain's id
 * @param seq the line's place in it, from 0
 * @param hash the line's hash
 * @param prev the {@code prev} of the line
 */
public record ChainHead(String chain, long seq, TreeHash hash, String prev) {}
