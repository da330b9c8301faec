package dev.tacenda.mask;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) on the platform's SHA-256. {@code javax.crypto.Mac} computes the same, but
 * brings in the machinery of its providers, which takes a JVM that has just started a twentieth of
 * a second. Immutable and thread-safe.
 */
@TrustedCode("Nothing about the key can be told from what is returned.")
final class HmacSha256 {
  private static final int BLOCK_BYTES = 64;

  private final byte[] inner;
  private final byte[] outer;

  /** Takes a key of at most 64 bytes. */
  HmacSha256(byte[] key) {
    if (key.length > BLOCK_BYTES) {
      throw new IllegalArgumentException("key must have at most 64 bytes, had " + key.length);
    }
    this.inner = padded(key, 0x36);
    this.outer = padded(key, 0x5c);
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  /** Returns the 32 bytes for a message, which is handed over in parts. */
  byte[] of(byte[]... parts) {
    MessageDigest sha256 = PolicyDigest.sha256();
    sha256.update(inner);
    for (byte[] part : parts) {
      sha256.update(part);
    }
    byte[] hash = sha256.digest();
    sha256.update(outer);
    return sha256.digest(hash);
  }
}
