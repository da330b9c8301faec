package dev.tacenda.audit.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows by one leaf at a time and knows its root. It keeps only the roots of its full
 * subtrees, at most one for each bit of its size. Confined to one thread.
 */
public final class MerkleTree {
  private final TreeHasher hasher = new TreeHasher();
  private final List<TreeHash> full;
  private long size;

  /** Makes an empty tree. */
  public MerkleTree() {
    this.full = new ArrayList<>();
  }

  private MerkleTree(MerkleTree from) {
    this.full = new ArrayList<>(from.full);
    this.size = from.size;
  }

  /** Returns a tree that grows apart from this one. */
  public MerkleTree copy() {
    return new MerkleTree(this);
  }

  /** Adds the hash of the next leaf. */
  public void append(TreeHash leaf) {
    TreeHash carried = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      carried = hasher.node(full.remove(full.size() - 1), carried);
    }
    full.add(carried);
    size++;
  }

  /** Returns the number of leaves. */
  public long size() {
    return size;
  }

  /** Returns the root; for no leaves, the hash of nothing. */
  public TreeHash root() {
    if (full.isEmpty()) {
      return hasher.plain(new byte[0]);
    }
    TreeHash root = full.get(full.size() - 1);
    for (int i = full.size() - 2; i >= 0; i--) {
      root = hasher.node(full.get(i), root);
    }
    return root;
  }

  /** Returns the number of leaves. */
  @Override
  public String toString() {
    return "MerkleTree[" + size + " leaves]";
  }
}
