package dev.tacenda.mask.internal;

/** What bytes are in ASCII, and what stands beside a place of a line. */
public final class Ascii {
  private static final int DIGIT = 1;
  private static final int LETTER = 2;
  private static final int UNDERSCORE = 4;

  /** What each byte is: one look-up where comparisons would have to be guessed right. */
  private static final byte[] KINDS = kinds();

  private Ascii() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (int b = 0; b < 128; b++) {
      boolean letter = isUpper(b) || isLower(b);
      kinds[b] = (byte) (letter ? LETTER : isDigit(b) ? DIGIT : b == '_' ? UNDERSCORE : 0);
    }
    return kinds;
  }

  /**
   * Returns for each byte, as an unsigned number, whether it is one of {@code members} or a letter
   * or a digit.
   */
  public static boolean[] alphanumericAnd(String members) {
    boolean[] table = table(members);
    for (int b = 0; b < 128; b++) {
      table[b] |= isAlphanumeric(b);
    }
    return table;
  }

  /** Returns for each byte, as an unsigned number, whether it is one of {@code members}. */
  public static boolean[] table(String members) {
    boolean[] table = new boolean[256];
    for (int i = 0; i < members.length(); i++) {
      table[members.charAt(i)] = true;
    }
    return table;
  }

  private static boolean is(int b, int kinds) {
    return (b & ~127) == 0 && (KINDS[b] & kinds) != 0;
  }

  public static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  public static boolean isUpper(int b) {
    return b >= 'A' && b <= 'Z';
  }

  public static boolean isLower(int b) {
    return b >= 'a' && b <= 'z';
  }

  public static boolean isLetter(int b) {
    return is(b, LETTER);
  }

  public static boolean isAlphanumeric(int b) {
    return is(b, LETTER | DIGIT);
  }

  /** Returns true for letters, digits and the underscore. */
  public static boolean isWord(int b) {
    return is(b, LETTER | DIGIT | UNDERSCORE);
  }

  /** Returns true for the marks that strings of program text stand in. */
  public static boolean isQuote(int b) {
    return b == '"' || b == '\'' || b == '`';
  }

  public static boolean isHex(int b) {
    return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
  }

  /** Returns the letter in lower case, and every other byte as it is. */
  public static int lower(int b) {
    return isUpper(b) ? b + 'a' - 'A' : b;
  }

  /** Returns the byte at {@code i}, or a blank outside the line. */
  public static int at(byte[] line, int i) {
    return i >= 0 && i < line.length ? line[i] : ' ';
  }

  /**
   * Returns true if a name or a number goes on at {@code i}: a letter, a digit or an underscore.
   */
  public static boolean isWordAt(byte[] line, int i) {
    return isWord(at(line, i));
  }

  /** Returns true if a digit stands at {@code i}. */
  public static boolean isDigitAt(byte[] line, int i) {
    return isDigit(at(line, i));
  }

  /** Returns true if {@code text}, which is in lower case, stands at {@code i} in any case. */
  public static boolean startsWith(byte[] line, int i, String text) {
    if (i < 0 || i + text.length() > line.length) {
      return false;
    }
    for (int k = 0; k < text.length(); k++) {
      if (lower(line[i + k]) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
