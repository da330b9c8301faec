package dev.tacenda.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Proofs about a Merkle tree after RFC 6962, section 2.1: that a leaf is in it, and that one tree
 * is a later state of another. Making one needs the hashes of all leaves, checking one needs only
 * the roots. The checks follow RFC 9162, sections 2.1.3.2 and 2.1.4.2, which is another way than
 * the one proofs are made by. Has no state.
 */
public final class MerkleProof {
  /** More than this many hashes cannot be part of a proof about fewer than 2^62 leaves. */
  static final int MAX_HASHES = 124;

  private MerkleProof() {}

  /**
   * Returns the path from a leaf to the root, the leaf's sibling first.
   *
   * @param leaves the hashes of all leaves
   * @param index of the leaf, from 0
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public static List<TreeHash> inclusion(List<TreeHash> leaves, int index) {
    List<TreeHash> path = new ArrayList<>();
    collectPath(new TreeHasher(), leaves, Objects.checkIndex(index, leaves.size()), path);
    return path;
  }

  private static void collectPath(
      TreeHasher hasher, List<TreeHash> leaves, int index, List<TreeHash> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = split(leaves.size());
    List<TreeHash> left = leaves.subList(0, split);
    List<TreeHash> right = leaves.subList(split, leaves.size());
    if (index < split) {
      collectPath(hasher, left, index, path);
      path.add(root(right));
    } else {
      collectPath(hasher, right, index - split, path);
      path.add(root(left));
    }
  }

  /**
   * Returns the hashes that connect the tree of the first {@code size} leaves with that of all.
   *
   * @throws IllegalArgumentException if {@code size} is not in 1..the number of leaves
   */
  public static List<TreeHash> consistency(List<TreeHash> leaves, int size) {
    if (size < 1 || size > leaves.size()) {
      throw new IllegalArgumentException("size must be in 1.." + leaves.size() + ", was " + size);
    }
    List<TreeHash> proof = new ArrayList<>();
    collectConsistency(leaves, size, true, proof);
    return proof;
  }

  private static void collectConsistency(
      List<TreeHash> leaves, int size, boolean wholeKnown, List<TreeHash> proof) {
    if (size == leaves.size()) {
      if (!wholeKnown) {
        proof.add(root(leaves));
      }
      return;
    }
    int split = split(leaves.size());
    List<TreeHash> left = leaves.subList(0, split);
    List<TreeHash> right = leaves.subList(split, leaves.size());
    if (size <= split) {
      collectConsistency(left, size, wholeKnown, proof);
      proof.add(root(right));
    } else {
      collectConsistency(right, size - split, false, proof);
      proof.add(root(left));
    }
  }

  /** Returns the largest power of two below {@code size}. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static TreeHash root(List<TreeHash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    return tree.root();
  }

  /** Returns true if {@code path} leads from the leaf at {@code index} to {@code root}. */
  public static boolean includes(
      TreeHash leaf, long index, long size, List<TreeHash> path, TreeHash root) {
    if (index < 0 || index >= size || path.size() > MAX_HASHES) {
      return false;
    }
    TreeHasher hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        int skipped = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Returns true if the tree of {@code newRoot} began with all leaves of that of {@code root}. */
  public static boolean isConsistent(
      long size, TreeHash root, long newSize, TreeHash newRoot, List<TreeHash> proof) {
    if (size < 1 || size > newSize || proof.size() > MAX_HASHES) {
      return false;
    }
    if (size == newSize) {
      return proof.isEmpty() && root.equals(newRoot);
    }
    List<TreeHash> path = new ArrayList<>(proof);
    if (Long.bitCount(size) == 1) {
      path.add(0, root);
    }
    return !path.isEmpty() && climb(size, root, newSize, newRoot, path);
  }

  private static boolean climb(
      long size, TreeHash root, long newSize, TreeHash newRoot, List<TreeHash> path) {
    TreeHasher hasher = new TreeHasher();
    int skipped = Long.numberOfTrailingZeros(size);
    long node = (size - 1) >> skipped;
    long last = (newSize - 1) >> skipped;
    TreeHash old = path.get(0);
    TreeHash grown = path.get(0);
    for (TreeHash next : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = hasher.node(next, old);
        grown = hasher.node(next, grown);
        int zeros = (node & 1) == 1 || node == 0 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= zeros;
        last >>= zeros;
      } else {
        grown = hasher.node(grown, next);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(root) && grown.equals(newRoot);
  }
}
