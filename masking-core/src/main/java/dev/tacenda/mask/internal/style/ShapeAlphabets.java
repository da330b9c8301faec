package dev.tacenda.mask.internal.style;

import java.nio.charset.StandardCharsets;

/** Which characters may stand where in a shape, by what its template is made of. Immutable. */
final class ShapeAlphabets {
  /** Fewer letters and digits than these may be a word or a number and not hexadecimal. */
  private static final int MIN_HEX = 8;

  /** A long literal of Java has up to 19 digits, and begins with at most a nine. */
  private static final int LONG_DIGITS = 19;

  private static final byte[] NONE = {};
  private static final byte[] ONE = ascii("1");
  private static final byte[] FIRST_DIGIT = ascii("123456789");
  private static final byte[] LOWER_HEX = ascii("0123456789abcdef");
  private static final byte[] UPPER_HEX = ascii("0123456789ABCDEF");

  private static final int DIGITS = 1;
  private static final int LOWER = 2;
  private static final int UPPER = 4;

  /** By the classes that take part, added up. */
  private static final byte[][] UNIONS = unions();

  /** The alphabet of every place, or {@link #NONE} if each has that of its class. */
  private final byte[] shared;

  /** The alphabet of a digit that the template begins with. */
  private final byte[] firstDigit;

  private ShapeAlphabets(byte[] shared, byte[] firstDigit) {
    this.shared = shared;
    this.firstDigit = firstDigit;
  }

  static ShapeAlphabets of(byte[] template) {
    int digits = 0;
    int lower = 0;
    int upper = 0;
    int hexLetters = 0;
    for (byte b : template) {
      digits += Ascii.isDigit(b) ? 1 : 0;
      lower += Ascii.isLower(b) ? 1 : 0;
      upper += Ascii.isUpper(b) ? 1 : 0;
      hexLetters += b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' ? 1 : 0;
    }
    int letters = lower + upper;
    if (letters == 0) {
      // A number in code must not begin with 0, and one of 19 digits must fit into a long.
      return new ShapeAlphabets(NONE, digits == LONG_DIGITS ? ONE : FIRST_DIGIT);
    }
    boolean oneCase = lower == 0 || upper == 0;
    if (digits > 0 && oneCase && hexLetters == letters && digits + letters >= MIN_HEX) {
      return new ShapeAlphabets(upper == 0 ? LOWER_HEX : UPPER_HEX, NONE);
    }
    int classes = (digits > 0 ? DIGITS : 0) + (lower > 0 ? LOWER : 0) + (upper > 0 ? UPPER : 0);
    boolean wide = digits + letters >= ShapePlan.WIDE;
    return new ShapeAlphabets(wide ? UNIONS[classes] : NONE, UNIONS[DIGITS]);
  }

  /**
   * Returns what may stand at {@code place}, where the template has {@code b}; empty for a sign.
   */
  byte[] at(int place, byte b) {
    if (Ascii.isKeptSign(b)) {
      return NONE;
    }
    if (shared.length > 0) {
      return shared;
    }
    if (Ascii.isDigit(b)) {
      return place == 0 ? firstDigit : UNIONS[DIGITS];
    }
    return UNIONS[Ascii.isLower(b) ? LOWER : UPPER];
  }

  /** Returns the letters and digits of base64. */
  static byte[] ofBase64() {
    return UNIONS[DIGITS + LOWER + UPPER].clone();
  }

  /** Returns a thousand times the bits of one character of {@code alphabet}, rounded down. */
  static int bits(byte[] alphabet) {
    return switch (alphabet.length) {
      case 0, 1 -> 0;
      case 9 -> 3169;
      case 10 -> 3321;
      case 16 -> 4000;
      case 26 -> 4700;
      case 36 -> 5169;
      case 52 -> 5700;
      case 62 -> 5954;
      default -> throw new IllegalStateException("no alphabet has " + alphabet.length);
    };
  }

  private static byte[][] unions() {
    String lower = "abcdefghijklmnopqrstuvwxyz";
    byte[][] unions = new byte[DIGITS + LOWER + UPPER + 1][];
    for (int classes = 0; classes < unions.length; classes++) {
      String digits = (classes & DIGITS) != 0 ? "0123456789" : "";
      String small = (classes & LOWER) != 0 ? lower : "";
      String large = (classes & UPPER) != 0 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "";
      unions[classes] = ascii(digits + small + large);
    }
    return unions;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
