package dev.tacenda.mask;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are kept under a random pad, so that a search of the memory does not come upon them: a
 * heap dump that is grepped, a page that was swapped out. It hides nothing from whoever finds the
 * pad beside them. Immutable.
 */
final class ScatteredBytes {
  /** Its length is a power of two. One per process: it keeps searches away, not readers. */
  private static final byte[] PAD = randomPad();

  private final byte[] bytes;
  private final boolean padded;

  private ScatteredBytes(byte[] bytes, boolean padded) {
    this.bytes = bytes;
    this.padded = padded;
  }

  private static byte[] randomPad() {
    byte[] pad = new byte[64];
    new SecureRandom().nextBytes(pad);
    return pad;
  }

  /** Returns a copy of {@code raw} under the pad. */
  static ScatteredBytes copyOf(byte[] raw) {
    byte[] bytes = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      bytes[i] = (byte) (raw[i] ^ padAt(i));
    }
    return new ScatteredBytes(bytes, true);
  }

  /** Returns {@code raw} as it is, not copied, so that it can be wiped. */
  static ScatteredBytes plain(byte[] raw) {
    return new ScatteredBytes(raw, false);
  }

  int length() {
    return bytes.length;
  }

  byte at(int index) {
    return padded ? (byte) (bytes[index] ^ padAt(index)) : bytes[index];
  }

  /** Returns a new array, to be wiped. */
  byte[] toBytes() {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = at(i);
    }
    return copy;
  }

  /** Returns the array of {@link #plain}, to be compared in one go; null if there is a pad. */
  byte @Nullable [] plainOrNull() {
    return padded ? null : bytes;
  }

  private static byte padAt(int index) {
    return PAD[index & (PAD.length - 1)];
  }

  @Override
  public String toString() {
    return "ScatteredBytes[" + bytes.length + " bytes]";
  }
}
