package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;

/**
 * What a value consists of, read in one pass over at most {@link #MAX_READ} bytes. Confined to one
 * thread.
 */
final class ValueShape {
  static final int MAX_READ = 256;

  private static final int LOWER = 1;
  private static final int UPPER = 2;
  private static final int DIGIT = 4;
  private static final int JOINER = 8; // _ - .
  private static final int BASE64 = 16; // + / =
  private static final int BLANK = 32;
  private static final int REFERENCE = 64; // $ { } < > % ( ) [ ]
  private static final int PUNCTUATION = 128;
  private static final int OTHER = 256;

  final int length;
  final int mask;
  final int digits;
  final int letters;

  /** How often the class of characters changes from one byte to the next. */
  final int changes;

  final int distinct;
  final boolean hex;

  /** The longest run of one character, or of characters that count up or down. */
  final int longestRun;

  ValueShape(byte[] text, int from, int to) {
    int end = Math.min(to, from + MAX_READ);
    this.length = to - from;
    int seen = 0;
    int digitCount = 0;
    int letterCount = 0;
    int changed = 0;
    boolean onlyHex = true;
    long low = 0;
    long high = 0;
    int last = 0;
    int run = 1;
    int longest = 1;
    int step = 0;
    for (int i = from; i < end; i++) {
      byte b = text[i];
      int kind = kind(b);
      seen |= kind;
      digitCount += kind == DIGIT ? 1 : 0;
      letterCount += kind <= UPPER ? 1 : 0;
      changed += last != 0 && kind != last ? 1 : 0;
      last = kind;
      onlyHex &= Ascii.isHex(b) || b == '-';
      if (b >= 64) {
        high |= 1L << (b - 64);
      } else if (b >= 0) {
        low |= 1L << b;
      }
      if (i > from) {
        int now = b - text[i - 1];
        run = now == step && Math.abs(now) <= 1 ? run + 1 : 2;
        step = now;
        longest = Math.max(longest, Math.abs(now) <= 1 ? run : 1);
      }
    }
    this.mask = seen;
    this.digits = digitCount;
    this.letters = letterCount;
    this.changes = changed;
    this.distinct = Long.bitCount(low) + Long.bitCount(high);
    this.hex = onlyHex;
    this.longestRun = longest;
  }

  private static int kind(byte b) {
    if (Ascii.isLower(b)) {
      return LOWER;
    }
    if (Ascii.isUpper(b)) {
      return UPPER;
    }
    if (Ascii.isDigit(b)) {
      return DIGIT;
    }
    return switch (b) {
      case '_', '-', '.' -> JOINER;
      case '+', '/', '=' -> BASE64;
      case ' ', '\t' -> BLANK;
      case '$', '{', '}', '<', '>', '%', '(', ')', '[', ']' -> REFERENCE;
      case '!', '@', '#', '^', '&', '*', ',', ':', ';', '?', '~', '|', '\\' -> PUNCTUATION;
      default -> OTHER;
    };
  }

  /** Returns true for hexadecimal digits of one case that are not a repetition or a sequence. */
  boolean isHexMaterial() {
    boolean oneCase = mask == (LOWER | DIGIT) || mask == (UPPER | DIGIT);
    return hex && oneCase && distinct >= 9 && longestRun < 8;
  }

  /** Returns true for letters of both cases and two digits or more, and no sign of program text. */
  boolean mixesForPassword() {
    int needed = LOWER | UPPER | DIGIT;
    int other = mask & ~(needed | JOINER | PUNCTUATION);
    return (mask & needed) == needed && other == 0 && digits >= 2 && digits + letters >= length - 3;
  }

  /** Returns the length in steps that grow with it; lengths that formats use have their own. */
  int lengthBucket() {
    if (length <= 12) {
      return length;
    }
    return switch (length) {
      case 16, 20, 24, 32, 36, 40, 43, 44, 48, 56, 64, 86, 88, 128 -> 100 + length;
      default -> 13 + 32 - Integer.numberOfLeadingZeros(length * length / 128);
    };
  }

  /** Returns eighths. */
  int digitShare() {
    return length == 0 ? 0 : (8 * digits + 7) / Math.min(length, MAX_READ);
  }

  /** Returns eighths. */
  int changeRate() {
    return length == 0 ? 0 : 8 * changes / Math.min(length, MAX_READ);
  }

  /** Returns tenths of the distinct bytes among at most 32. */
  int distinctShare() {
    return 10 * distinct / Math.min(Math.max(length, 1), 32);
  }
}
