package dev.tacenda.mask;

import java.util.Arrays;

/** Bytes that are equal by content, for sets and maps. The array is neither copied nor written. */
final class ByteKey {
  private final byte[] bytes;

  ByteKey(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ByteKey[" + bytes.length + " bytes]";
  }
}
