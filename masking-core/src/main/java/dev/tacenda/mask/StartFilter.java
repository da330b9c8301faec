package dev.tacenda.mask;

/**
 * A bit set over hashed first bytes of values. It may say "maybe" wrongly, for about one text
 * position in seventy when it is full, and never "no". Grows by replacement: build a larger one.
 */
final class StartFilter {
  private static final int BITS_PER_ENTRY = 16;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long mask;
  private final int capacity;
  private final int shift;
  private final long[] bits;

  /**
   * Returns an empty filter.
   *
   * @param bytes how many first bytes of a word are looked at, 1..8
   * @param capacity the number of entries to make room for; rounded up to a power of two
   */
  StartFilter(int bytes, int capacity) {
    int room = Math.max(8, Integer.highestOneBit(Math.max(1, capacity - 1)) * 2);
    this.mask = -1L >>> (64 - 8 * bytes);
    this.capacity = room;
    this.bits = new long[room * BITS_PER_ENTRY / Long.SIZE];
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(room * BITS_PER_ENTRY);
  }

  /** The number of entries for which the filter is still sharp. */
  int capacity() {
    return capacity;
  }

  void add(long word) {
    long hash = hash(word);
    set((int) (hash >>> shift));
    set(second(hash));
  }

  boolean mayContain(long word) {
    long hash = hash(word);
    return isSet((int) (hash >>> shift)) && isSet(second(hash));
  }

  private long hash(long word) {
    return (word & mask) * MULTIPLIER;
  }

  /** Another bit for the same word, from the bits below those of the first. */
  private int second(long hash) {
    return (int) ((hash << (Long.SIZE - shift)) >>> shift);
  }

  private void set(int bit) {
    bits[bit >>> 6] |= 1L << bit;
  }

  private boolean isSet(int bit) {
    return ((bits[bit >>> 6] >>> bit) & 1) != 0;
  }
}
