package dev.tacenda.claude;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks for ASCII text in bytes without copying them. */
final class ByteText {
  private ByteText() {}

  /** Returns true if {@code wanted}, which is not empty, stands anywhere in {@code bytes}. */
  static boolean contains(byte[] bytes, String wanted) {
    return indexOf(bytes, wanted.getBytes(StandardCharsets.US_ASCII), 0, bytes.length) >= 0;
  }

  /** Returns where {@code wanted}, which is not empty, stands whole before {@code limit}, or -1. */
  static int indexOf(byte[] bytes, byte[] wanted, int from, int limit) {
    int last = Math.min(limit, bytes.length) - wanted.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == wanted[0] && startsWith(bytes, at, wanted)) {
        return at;
      }
    }
    return -1;
  }

  /** Returns true if {@code wanted} stands at {@code at}. */
  static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    return at + wanted.length <= bytes.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
