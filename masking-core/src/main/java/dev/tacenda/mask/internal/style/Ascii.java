package dev.tacenda.mask.internal.style;

/** Classes of ASCII characters. */
final class Ascii {
  private Ascii() {}

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isAlphanumeric(byte b) {
    return isDigit(b) || isLower(b) || isUpper(b);
  }

  /** Digits and lower-case letters that a hexadecimal number is written in. */
  static boolean isLowerHex(byte b) {
    return isDigit(b) || b >= 'a' && b <= 'f';
  }

  static boolean isBase32(byte b) {
    return isLower(b) || b >= '2' && b <= '7';
  }

  /** The signs that stay what they are in a shape: they need no escaping anywhere. */
  static boolean isKeptSign(byte b) {
    return b == '.' || b == '-' || b == '_';
  }

  /** Returns true if {@code word} stands at {@code at} and ends by {@code limit}. */
  static boolean startsWith(byte[] text, int at, int limit, byte[] word) {
    if (limit - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
