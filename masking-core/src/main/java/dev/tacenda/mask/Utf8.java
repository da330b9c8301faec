package dev.tacenda.mask;

import dev.tacenda.mask.internal.ByteSearch;

/**
 * UTF-8 for JSON strings and streams. Unlike the JDK's codec it keeps a lone surrogate, which JSON
 * can spell, as the three bytes its number would have (WTF-8), so that no text is lost or replaced.
 */
final class Utf8 {
  private Utf8() {}

  /** Returns the offset of the first byte that is not strict UTF-8 or is NUL, or -1 (RFC 3629). */
  static int firstInvalid(byte[] text) {
    int i = 0;
    while (i < text.length) {
      i = ByteSearch.skipAscii(text, i, text.length);
      // Texts of other alphabets have many such characters in a row.
      do {
        if (i == text.length) {
          return -1;
        }
        int length = sequenceLength(text, i);
        if (length == 0) {
          return i;
        }
        i += length;
      } while (i < text.length && text[i] < 0);
    }
    return -1;
  }

  /** Returns the length of the valid multi-byte sequence at {@code i}, or 0 if there is none. */
  static int sequenceLength(byte[] text, int i) {
    int lead = text[i] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > text.length) {
      return 0;
    }
    int second = text[i + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((text[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /**
   * Returns true if a surrogate stands in {@code text[0, length)}, which is UTF-8 but for those.
   */
  static boolean holdsSurrogate(byte[] text, int length) {
    for (int i = 0; i < length - 1; i++) {
      if (text[i] == (byte) 0xed && (text[i + 1] & 0xff) >= 0xa0) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many bytes {@link #put} writes for a code point. */
  static int length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /**
   * Writes the bytes of a code point at {@code at} and returns how many; a surrogate gets its WTF-8
   * form.
   */
  static int put(byte[] out, int at, int codePoint) {
    int length = length(codePoint);
    if (length == 1) {
      out[at] = (byte) codePoint;
      return 1;
    }
    int rest = codePoint;
    for (int k = length - 1; k > 0; k--) {
      out[at + k] = (byte) (0x80 | rest & 0x3f);
      rest >>= 6;
    }
    out[at] = (byte) (0xf00 >> length & 0xff | rest);
    return length;
  }

  /** Returns the string of bytes that {@link #put} wrote, lone surrogates included. */
  static String decode(byte[] text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int b = text[i] & 0xff;
      int length = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
      int codePoint = length == 1 ? b : b & (0xff >> (length + 1));
      for (int k = 1; k < length; k++) {
        codePoint = codePoint << 6 | text[i + k] & 0x3f;
      }
      out.appendCodePoint(codePoint);
      i += length;
    }
    return out.toString();
  }
}
