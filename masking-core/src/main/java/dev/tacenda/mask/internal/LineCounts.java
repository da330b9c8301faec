package dev.tacenda.mask.internal;

/**
 * Digits, full stops, colons and hyphens of a line in the four quarters of one number, so that a
 * byte costs one look-up and one addition, and a comparison of all four one subtraction.
 */
public final class LineCounts {
  /** The first measures, which are these. */
  static final int SIZE = 4;

  private static final int QUARTER = 16;

  /** The highest bit of each quarter, which no count reaches. */
  private static final long HIGH = 0x8000800080008000L;

  /** The most that a quarter holds: whoever needs anything needs less. */
  private static final int MOST = 0x7fff;

  private static final long[] WEIGHTS = weights();

  private LineCounts() {}

  private static long[] weights() {
    long[] weights = new long[256];
    for (int digit = '0'; digit <= '9'; digit++) {
      weights[digit] = packed(1, 0, 0, 0);
    }
    weights['.'] = packed(0, 1, 0, 0);
    weights[':'] = packed(0, 0, 1, 0);
    weights['-'] = packed(0, 0, 0, 1);
    return weights;
  }

  private static long packed(int digits, int dots, int colons, int dashes) {
    return ((((long) digits << QUARTER | dots) << QUARTER | colons) << QUARTER) | dashes;
  }

  /** Counts what stands in {@code text[from, to)}; of a line so long, everything is enough. */
  static long of(byte[] text, int from, int to) {
    if (to - from > MOST) {
      return packed(MOST, MOST, MOST, MOST);
    }
    long seen = 0;
    for (int i = from; i < to; i++) {
      seen += WEIGHTS[text[i] & 0xff];
    }
    return seen;
  }

  /** Returns the counts of what is needed. */
  static long of(LineNeeds needs) {
    return packed(
        needs.least(LineMeasure.DIGITS),
        needs.least(LineMeasure.DOTS),
        needs.least(LineMeasure.COLONS),
        needs.least(LineMeasure.DASHES));
  }

  /** Returns true if each count is at least that of {@code needed}. */
  public static boolean reach(long counts, long needed) {
    return ((counts | HIGH) - needed & HIGH) == HIGH;
  }
}
