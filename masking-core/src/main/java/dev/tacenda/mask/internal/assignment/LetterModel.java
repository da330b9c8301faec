package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;

/**
 * How usual pairs of letters are in names and words of programs. Random text has unusual pairs.
 * Immutable.
 *
 * <p>A table of the negative base-2 logarithms of the probability of a character behind another, in
 * sixteenths of a bit: 26 letters without case, digits, and all else.
 */
public final class LetterModel {
  /** Letters, one class for digits, one for all other bytes. */
  public static final int CLASSES = 28;

  private final byte[] table;

  /** Takes the table, row by row; it is copied. */
  public LetterModel(byte[] table) {
    if (table.length != CLASSES * CLASSES) {
      throw new IllegalArgumentException(
          "a letter model has " + CLASSES * CLASSES + " bytes, was " + table.length);
    }
    this.table = table.clone();
  }

  /** Returns the class of a byte. */
  public static int classOf(byte b) {
    int lower = Ascii.lower(b);
    if (Ascii.isLower(lower)) {
      return lower - 'a';
    }
    return Ascii.isDigit(b) ? CLASSES - 2 : CLASSES - 1;
  }

  /** Returns the table, row by row. */
  public byte[] table() {
    return table.clone();
  }

  /**
   * Returns how unusual the pairs of letters in {@code text[from, to)} are, in sixteenths of a bit
   * for each pair; -1 if there are fewer than three pairs.
   */
  int surprise(byte[] text, int from, int to) {
    int sum = 0;
    int pairs = 0;
    for (int i = from + 1; i < to; i++) {
      int a = classOf(text[i - 1]);
      int b = classOf(text[i]);
      if (a < CLASSES - 2 && b < CLASSES - 2) {
        sum += table[a * CLASSES + b] & 0xff;
        pairs++;
      }
    }
    return pairs < 3 ? -1 : sum / pairs;
  }
}
