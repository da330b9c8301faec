package dev.tacenda.mask;

import java.util.Arrays;

/**
 * The line of a stream that is being read: its end, which is held back, behind some of what was
 * passed on, which is scanned again as context. Confined to one thread.
 */
final class HeldLine {
  /** A code point in UTF-8. */
  private static final int MAX_CHARACTER_BYTES = 4;

  private byte[] bytes = new byte[256];
  private int heldFrom;
  private int length;

  /** Where {@code bytes} starts in the stream. */
  private int offset;

  /** The bytes up to {@link #length}; not copied. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The first byte that was not passed on. */
  int heldFrom() {
    return heldFrom;
  }

  /** Returns how many bytes are held back. */
  int held() {
    return length - heldFrom;
  }

  /** Where the context starts in the stream. */
  int offset() {
    return offset;
  }

  /** Appends a character and returns where it starts. */
  int append(int codePoint) {
    if (length + MAX_CHARACTER_BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int start = length;
    length += Utf8.put(bytes, length, codePoint);
    return start;
  }

  /** Counts a character that is not kept. */
  void skip(int codePoint) {
    offset += Utf8.length(codePoint);
  }

  void startNext() {
    offset += length;
    length = 0;
    heldFrom = 0;
  }

  /**
   * Marks what stands before {@code end} as passed on, and drops what stands before {@code from}.
   */
  void passOn(int end, int from) {
    System.arraycopy(bytes, from, bytes, 0, length - from);
    offset += from;
    length -= from;
    heldFrom = end - from;
  }

  /** Returns where the character that {@code place} lies in starts. */
  int characterStart(int place) {
    int start = Math.max(0, place);
    while (start > 0 && (bytes[start] & 0xc0) == 0x80) {
      start--;
    }
    return start;
  }

  /**
   * Returns where the token that goes on at {@code end} starts, because it may be one that only its
   * end gives away; {@code end} itself if that token fills all that is held.
   */
  int tokenStart(int end) {
    int start = end;
    while (start > heldFrom && isInToken(bytes[start - 1])) {
      start--;
    }
    return start > heldFrom ? start : end;
  }

  /** Returns true if a word ends with one space where the line ends so far. */
  boolean endsWithWord() {
    return bytes[length - 1] == ' ' && isWordEnd(bytes[length - 2]);
  }

  private static boolean isWordEnd(byte b) {
    return b >= 'a' && b <= 'z' || b == '.' || b == ',' || b == '!' || b == '?' || b < 0;
  }

  private static boolean isInToken(byte b) {
    return switch (b) {
      case '"', '\'', '`', '(', ')', '[', ']', '{', '}', '<', '>', ',', ';', '|', '\\' -> false;
      default -> b > ' ' || b < 0;
    };
  }
}
