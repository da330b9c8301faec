package dev.tacenda.audit.tree;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash: of a leaf, of an inner node, or the root of a tree. Immutable. */
public final class TreeHash {
  /** The length of a hash. */
  public static final int BYTES = 32;

  private static final TreeHash ZERO = new TreeHash(new byte[BYTES]);

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies a hash.
   *
   * @throws IllegalArgumentException if it does not have 32 bytes
   */
  public static TreeHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash must have 32 bytes, had " + bytes.length);
    }
    return new TreeHash(bytes.clone());
  }

  /** Takes over a digest that nobody else holds. */
  static TreeHash owning(byte[] digest) {
    return new TreeHash(digest);
  }

  /** Returns 32 zero bytes, which stand where there is no line before. */
  public static TreeHash zero() {
    return ZERO;
  }

  /**
   * Reads standard base64 in its one spelling.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static TreeHash parseBase64(String text) {
    // The length first: the text is from outside.
    if (text.length() != 44) {
      throw new IllegalArgumentException("a hash must have 44 characters of base64");
    }
    TreeHash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("a hash must be in canonical base64");
    }
    return hash;
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  byte[] raw() {
    return bytes;
  }

  /** Returns 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns standard base64, 44 characters. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
