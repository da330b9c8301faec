package dev.tacenda.mask.internal;

/**
 * What people write between the groups of a number: a blank or a dash, also those that word
 * processors make of them, or an underscore in the source text of a program.
 */
public enum Separators {
  NONE,
  /** A space, or a space at which no line is broken (U+00A0, U+202F). */
  BLANK,
  /** A hyphen, or one of the hyphens and dashes U+2010 to U+2013. */
  DASH,
  /** What separates the digits of a number in program text. */
  UNDERSCORE;

  /** Returns what stands at {@code i}. */
  public static Separators at(byte[] line, int i) {
    return switch (Ascii.at(line, i)) {
      case ' ' -> i < line.length ? BLANK : NONE;
      case '-' -> DASH;
      case '_' -> UNDERSCORE;
      case (byte) 0xc2 -> Ascii.at(line, i + 1) == (byte) 0xa0 ? BLANK : NONE;
      case (byte) 0xe2 -> general(Ascii.at(line, i + 1), Ascii.at(line, i + 2));
      default -> NONE;
    };
  }

  private static Separators general(int second, int third) {
    if (second != (byte) 0x80) {
      return NONE;
    }
    if (third >= (byte) 0x90 && third <= (byte) 0x93) {
      return DASH;
    }
    return third == (byte) 0xaf ? BLANK : NONE;
  }

  /** Returns the bytes of the separator at {@code i}, which is one. */
  public static int length(byte[] line, int i) {
    return switch (line[i]) {
      case (byte) 0xc2 -> 2;
      case (byte) 0xe2 -> 3;
      default -> 1;
    };
  }
}
