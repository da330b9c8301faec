package dev.tacenda.audit.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A named Ed25519 public key that checks {@link SignedNote}s. Immutable and thread-safe.
 *
 * <p>Its text is the <a href="https://c2sp.org/signed-note">C2SP</a> form, {@code
 * name+hash+base64}, which is meant to be published and put into configurations.
 */
public final class NoteKey {
  static final byte ED25519_TYPE = 1;
  static final int ID_BYTES = 4;

  private static final int MAX_NAME = 128;

  private final String name;
  private final byte[] raw;
  private final PublicKey key;

  private NoteKey(String name, byte[] raw, PublicKey key) {
    this.name = name;
    this.raw = raw;
    this.key = key;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code text} is no key, its hash does not belong to it, or
   *     it is not of Ed25519
   */
  public static NoteKey parse(String text) {
    String[] parts = Objects.requireNonNull(text, "text").split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a public key must read name+hash+base64");
    }
    NoteKey key = of(parts[0], keyBytes(parts[2]));
    if (!key.hash().equals(parts[1])) {
      throw new IllegalArgumentException("the hash does not belong to the public key");
    }
    return key;
  }

  /** Returns the 32 bytes behind the byte for the type. */
  static byte[] keyBytes(String base64) {
    byte[] typed = Base64.getDecoder().decode(base64);
    if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519_TYPE) {
      throw new IllegalArgumentException("a key must be one byte 01 and 32 bytes of Ed25519");
    }
    return Arrays.copyOfRange(typed, 1, typed.length);
  }

  static NoteKey of(String name, byte[] raw) {
    requireName(name);
    try {
      return new NoteKey(name, raw.clone(), Ed25519.publicKey(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the bytes are no public key of Ed25519", e);
    }
  }

  private static void requireName(String name) {
    boolean allowed = name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '+');
    if (name.isEmpty() || name.length() > MAX_NAME || !allowed) {
      throw new IllegalArgumentException(
          "the name of a key must be 1 to " + MAX_NAME + " visible ASCII characters without '+'");
    }
  }

  /** Returns the name of who signs with it. */
  public String name() {
    return name;
  }

  /** Returns the first 4 bytes of its hash, in lower-case hex. */
  public String hash() {
    return HexFormat.of().formatHex(id());
  }

  byte[] id() {
    MessageDigest sha256 = sha256();
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update(ED25519_TYPE);
    return Arrays.copyOf(sha256.digest(raw), ID_BYTES);
  }

  boolean verifies(byte[] text, byte[] signature) {
    return Ed25519.verifies(key, text, signature);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** Returns its C2SP form, see {@link #parse}. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = ED25519_TYPE;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return name + "+" + hash() + "+" + Base64.getEncoder().encodeToString(typed);
  }
}
