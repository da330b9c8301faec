package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Separators;

/**
 * The groups of digits that a telephone number is written in, read from its first digit or bracket
 * on: {@code (202) 555-0143}, {@code 0 (30) 555 0123}, {@code 30 5550123}. Between two groups
 * stands a blank, a dash, a dot or a slash, a closing bracket with or without one of them, or one
 * of them and an opening bracket.
 */
final class PhoneNumber {
  /** E.164 allows 15 digits; a trunk prefix or an exit code may stand before them. */
  static final int MAX_DIGITS = 18;

  private static final int MAX_GROUPS = 8;

  private final byte[] digits = new byte[MAX_DIGITS];
  private final int[] digitsUpTo = new int[MAX_GROUPS];
  private final int[] ends = new int[MAX_GROUPS];
  private int groups;
  private boolean bracketed;
  private boolean slashed;
  private boolean dotted;
  private boolean blank;
  private boolean dashed;

  private PhoneNumber() {}

  /**
   * Reads as many whole groups from {@code start} on as have at most {@code maxDigits} digits
   * together.
   */
  static PhoneNumber read(byte[] line, int start, int maxDigits) {
    PhoneNumber number = new PhoneNumber();
    boolean open = Ascii.at(line, start) == '(';
    number.bracketed = open;
    int i = open ? start + 1 : start;
    while (number.groups < MAX_GROUPS) {
      int end = i;
      while (Ascii.isDigitAt(line, end) && end - i <= maxDigits) {
        end++;
      }
      if (end == i || number.count() + end - i > maxDigits || !number.closes(line, end, open)) {
        return number;
      }
      number.add(line, i, end, open ? end + 1 : end);
      int next = number.nextGroup(line, end, open);
      if (next < 0) {
        return number;
      }
      open = line[next - 1] == '(';
      number.bracketed |= open;
      i = next;
    }
    return number;
  }

  private boolean closes(byte[] line, int end, boolean open) {
    return !open || Ascii.at(line, end) == ')';
  }

  private void add(byte[] line, int from, int to, int end) {
    System.arraycopy(line, from, digits, count(), to - from);
    digitsUpTo[groups] = count() + to - from;
    ends[groups++] = end;
  }

  /** Returns where the digits of the next group start, or -1 if no separator stands here. */
  private int nextGroup(byte[] line, int end, boolean open) {
    int i = open ? end + 1 : end;
    int separator = separatorLength(line, i);
    note(line, i, separator);
    i += separator;
    if (Ascii.at(line, i) == '(' && Ascii.isDigitAt(line, i + 1)) {
      return open ? -1 : i + 1;
    }
    return (separator > 0 || open) && Ascii.isDigitAt(line, i) ? i : -1;
  }

  /** Remembers what stands between two groups; what stands behind the last one is none. */
  private void note(byte[] line, int i, int separator) {
    int behind = Ascii.at(line, i + separator);
    if (separator == 0 || !Ascii.isDigit(behind) && behind != '(') {
      return;
    }
    slashed |= line[i] == '/';
    dotted |= line[i] == '.';
    blank |= Separators.at(line, i) == Separators.BLANK;
    dashed |= Separators.at(line, i) == Separators.DASH;
  }

  private static int separatorLength(byte[] line, int i) {
    int b = Ascii.at(line, i);
    if (i < line.length && (b == '.' || b == '/')) {
      return 1;
    }
    Separators here = Separators.at(line, i);
    boolean separates = here == Separators.BLANK || here == Separators.DASH;
    return separates ? Separators.length(line, i) : 0;
  }

  /** Returns the number of digits. */
  int count() {
    return groups == 0 ? 0 : digitsUpTo[groups - 1];
  }

  /** Returns the number of groups. */
  int groups() {
    return groups;
  }

  /** Returns the number of digits in so many groups from the first one on. */
  int digitsOf(int first) {
    return digitsUpTo[first - 1];
  }

  /** Returns where the number ends. */
  int end() {
    return ends[groups - 1];
  }

  /** Returns true if a group stands in brackets. */
  boolean bracketed() {
    return bracketed;
  }

  /** Returns true if dots stand between groups. */
  boolean dotted() {
    return dotted;
  }

  /** Returns true if blanks stand between groups. */
  boolean hasBlanks() {
    return blank;
  }

  /** Returns true if a slash stands between groups. */
  boolean slashed() {
    return slashed;
  }

  /** Returns true if different signs stand between groups. */
  boolean mixes() {
    int kinds = (blank ? 1 : 0) + (dashed ? 1 : 0) + (dotted ? 1 : 0) + (slashed ? 1 : 0);
    return kinds > 1;
  }

  /** Returns the length of the group, or 0 if there are fewer. */
  int group(int i) {
    return i < groups ? digitsUpTo[i] - (i == 0 ? 0 : digitsUpTo[i - 1]) : 0;
  }

  /** Returns true if no digit is other than 0 and 1. */
  boolean isBinary() {
    for (int i = 0; i < count(); i++) {
      if (digit(i) > 1) {
        return false;
      }
    }
    return true;
  }

  /** Returns the value of the digit. */
  int digit(int i) {
    return digits[i] - '0';
  }

  /** Returns the number that the digits {@code [from, to)} write. */
  int number(int from, int to) {
    return (int) CheckDigits.number(digits, from, to);
  }

  /** Returns true if the groups have these lengths. */
  boolean hasGroups(int... lengths) {
    boolean same = groups == lengths.length;
    for (int i = 0; same && i < groups; i++) {
      same = group(i) == lengths[i];
    }
    return same;
  }

  /** Returns true if the groups are those of a date, or of one and more. */
  boolean beginsWithDate() {
    if (groups < 3) {
      return false;
    }
    boolean day = group(0) <= 2 && group(1) <= 2 && group(2) == 4;
    boolean year = group(0) == 4 && digit(0) > 0 && group(1) <= 2 && group(2) <= 2;
    return day || year || slashed;
  }

  /** Returns the length of the longest group. */
  int longestGroup() {
    int longest = 0;
    for (int i = 0; i < groups; i++) {
      longest = Math.max(longest, group(i));
    }
    return longest;
  }
}
