package dev.tacenda.audit.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The two hashes of RFC 6962, section 2.1: {@code SHA-256(0x00 || leaf)} and {@code SHA-256(0x01 ||
 * left || right)}. The leading byte keeps a leaf from being passed off as a node. Confined to one
 * thread.
 */
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();

  /** Makes a hasher. */
  public TreeHasher() {}

  /** Returns SHA-256 as every Java platform has it. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  /** Returns the hash of the leaf in the first {@code length} bytes of {@code buffer}. */
  public TreeHash leaf(byte[] buffer, int length) {
    digest.update(LEAF);
    digest.update(buffer, 0, length);
    return TreeHash.owning(digest.digest());
  }

  /** Returns the hash of the node above two hashes. */
  public TreeHash node(TreeHash left, TreeHash right) {
    digest.update(NODE);
    digest.update(left.raw());
    digest.update(right.raw());
    return TreeHash.owning(digest.digest());
  }

  /** Returns the plain SHA-256 of a text, without the byte of a leaf. */
  public TreeHash plain(byte[] text) {
    return TreeHash.owning(digest.digest(text));
  }
}
