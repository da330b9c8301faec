package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import java.nio.charset.StandardCharsets;

/** What the bytes of a line are to the lexer, beside their class in ASCII. */
final class LineBytes {
  private LineBytes() {}

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  static String string(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Returns true if {@code text[i, to)} begins with the lower-case {@code word} in any case. */
  static boolean startsWithIgnoreCase(byte[] text, int i, int to, byte[] word) {
    if (to - i < word.length) {
      return false;
    }
    for (int k = 0; k < word.length; k++) {
      if (Ascii.lower(text[i + k]) != word[k]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first place from {@code i} on that is no blank, or {@code to}. */
  static int skipBlanks(byte[] text, int i, int to) {
    int place = i;
    while (place < to && isBlank(text[place])) {
      place++;
    }
    return place;
  }
}
