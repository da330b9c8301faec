package dev.tacenda.mask.internal;

/**
 * Says whether a number or a code stands on its own. What is a piece of something longer, such as a
 * UUID, a decimal fraction, an identifier or a version, is no value of its own.
 */
public final class Boundaries {
  private static final boolean[] IN_WORDS = Ascii.alphanumericAnd("_");

  private Boundaries() {}

  /** Returns true if nothing before {@code start} belongs to what begins there. */
  public static boolean opensAt(byte[] line, int start) {
    int before = Ascii.at(line, start - 1);
    if (Ascii.isWord(before) && !isEscape(line, start - 1)) {
      return false;
    }
    if (before == '.') {
      return Ascii.at(line, start - 2) == '.'; // a fraction, unless dots lead to the value
    }
    return before != '-' || !Ascii.isWordAt(line, start - 2);
  }

  /** Returns true if no letter, digit or underscore stands before the place, but for an escape. */
  public static boolean beginsWordAt(byte[] line, int start) {
    return !Ascii.isWordAt(line, start - 1) || isEscape(line, start - 1);
  }

  /**
   * Returns the first place from {@code from} on where {@link #beginsWordAt} is true, or the end of
   * the line. Goes over words at a step a byte, which is where lines cost most.
   */
  public static int nextBeginningOfWord(byte[] line, int from) {
    int i = from;
    if (i == 0) {
      return 0;
    }
    while (i < line.length
        && IN_WORDS[line[i - 1] & 0xff]
        && (i == 1 || line[i - 2] != '\\' || !isEscape(line, i - 1))) {
      i++;
    }
    return i;
  }

  /** Returns true if nothing from {@code end} on belongs to what ends there. */
  public static boolean closesAt(byte[] line, int end) {
    if (Ascii.isWordAt(line, end)) {
      return false;
    }
    int next = Ascii.at(line, end);
    if (next == '-') {
      return !Ascii.isWordAt(line, end + 1);
    }
    return next != '.' || !Ascii.isDigitAt(line, end + 1);
  }

  /** In program text {@code \n4000} is a line end and a number. */
  private static boolean isEscape(byte[] line, int i) {
    int b = line[i];
    return (b == 'n' || b == 't' || b == 'r') && Ascii.at(line, i - 1) == '\\';
  }
}
