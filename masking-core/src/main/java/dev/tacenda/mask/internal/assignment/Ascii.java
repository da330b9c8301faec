package dev.tacenda.mask.internal.assignment;

import java.nio.charset.StandardCharsets;

/** Classes of ASCII bytes. */
final class Ascii {
  private Ascii() {}

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  static String string(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isLetter(byte b) {
    return isLower(b) || isUpper(b);
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isHex(byte b) {
    return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
  }

  static boolean isAlphanumeric(byte b) {
    return isLetter(b) || isDigit(b);
  }

  /** Returns true for letters, digits and the underscore. */
  static boolean isWord(byte b) {
    return isAlphanumeric(b) || b == '_';
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`';
  }

  static byte lower(byte b) {
    return isUpper(b) ? (byte) (b + 32) : b;
  }

  /** Returns true if {@code text[i, to)} begins with the lower-case {@code word} in any case. */
  static boolean startsWithIgnoreCase(byte[] text, int i, int to, byte[] word) {
    if (to - i < word.length) {
      return false;
    }
    for (int k = 0; k < word.length; k++) {
      if (lower(text[i + k]) != word[k]) {
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
