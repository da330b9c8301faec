package dev.tacenda.mask;

import dev.tacenda.mask.internal.ByteSearch;
import java.util.Arrays;

/** Searches in ranges of byte arrays. */
final class Bytes {
  private Bytes() {}

  /** Returns where {@code needle} first stands wholly within {@code [from, to)}, or -1. */
  static int indexOf(byte[] text, int from, int to, byte[] needle) {
    int last = to - needle.length;
    for (int i = from; i <= last; i++) {
      if (text[i] == needle[0]
          && Arrays.equals(text, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns true if {@code needle} stands at {@code at} and ends before {@code to}. */
  static boolean startsWith(byte[] text, int at, int to, byte[] needle) {
    return at + needle.length <= to
        && Arrays.equals(text, at, at + needle.length, needle, 0, needle.length);
  }

  /** Returns where {@code needle} first stands within {@code [from, to)}, or -1. */
  static int indexOf(byte[] text, int from, int to, byte needle) {
    return ByteSearch.indexOf(text, from, to, needle);
  }

  /** Returns where {@code needle} last stands within {@code [from, to)}, or -1. */
  static int lastIndexOf(byte[] text, int from, int to, byte needle) {
    for (int i = to - 1; i >= from; i--) {
      if (text[i] == needle) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the next line end within {@code [from, to)}, or {@code to}. */
  static int endOfLine(byte[] text, int from, int to) {
    int end = indexOf(text, from, to, (byte) '\n');
    return end < 0 ? to : end;
  }

  /** Returns the start of the line that {@code at} is in, but not before {@code from}. */
  static int startOfLine(byte[] text, int from, int at) {
    int end = lastIndexOf(text, from, at, (byte) '\n');
    return end < 0 ? from : end + 1;
  }

  /** Returns true for ASCII letters and digits, and for every byte outside ASCII. */
  static boolean isWordByte(byte b) {
    return b < 0 || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
  }
}
