package dev.tacenda.mask.internal.shape;

import org.jspecify.annotations.Nullable;

/**
 * A set of ASCII bytes. Immutable.
 *
 * @param low a bit for each of the bytes 0 to 63
 * @param high a bit for each of the bytes 64 to 127
 */
public record ByteClass(long low, long high) {
  /** No bytes. */
  public static final ByteClass NONE = new ByteClass(0, 0);

  static final ByteClass DIGITS = range('0', '9');
  static final ByteClass LETTERS = range('a', 'z').or(range('A', 'Z'));

  /** Letters, digits and the underscore. */
  static final ByteClass WORD = LETTERS.or(DIGITS).or(of('_'));

  static ByteClass of(int c) {
    return range(c, c);
  }

  // Written out: those of a record are linked when first called, which takes long.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteClass o && low == o.low && high == o.high;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(low) + Long.hashCode(high);
  }

  static ByteClass range(int first, int last) {
    long low = 0;
    long high = 0;
    for (int c = first; c <= last; c++) {
      low |= c < 64 ? 1L << c : 0;
      high |= c >= 64 ? 1L << (c - 64) : 0;
    }
    return new ByteClass(low, high);
  }

  /** Returns true if {@code b} is in the set; no byte outside ASCII is. */
  public boolean contains(byte b) {
    return b >= 0 && (b < 64 ? low >>> b & 1 : high >>> (b - 64) & 1) != 0;
  }

  /**
   * Returns where the first run of at least {@code length} members begins in {@code text[from,
   * to)}, or -1. Like {@code ByteSearch.runOf} it looks only where such a run would have to reach.
   */
  public int runOf(int length, byte[] text, int from, int to) {
    int last = from + length - 1;
    while (last < to) {
      int before = last;
      while (last - before < length && contains(text[before])) {
        before--;
      }
      if (last - before == length) {
        return before + 1;
      }
      last = before + length;
    }
    return -1;
  }

  /** Returns true if the sets have a byte in common. */
  public boolean meets(ByteClass other) {
    return (low & other.low) != 0 || (high & other.high) != 0;
  }

  /** Returns the union. */
  public ByteClass or(ByteClass other) {
    return new ByteClass(low | other.low, high | other.high);
  }

  int size() {
    return Long.bitCount(low) + Long.bitCount(high);
  }

  /** Returns the set with each letter in both cases. */
  ByteClass inBothCases() {
    long upper = high & LETTERS.high & 0x7fff_ffffL;
    long lower = high >>> 32 & LETTERS.high;
    return new ByteClass(low, high | upper << 32 | lower);
  }

  /** Returns the bytes, upper-case letters as lower-case ones, in order and each once. */
  String folded() {
    StringBuilder members = new StringBuilder();
    for (char c = 0; c < 128; c++) {
      boolean upper = c >= 'A' && c <= 'Z';
      if (!upper && (contains((byte) c) || isLower(c) && contains((byte) (c - 32)))) {
        members.append(c);
      }
    }
    return members.toString();
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
