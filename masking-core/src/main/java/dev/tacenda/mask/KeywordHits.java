package dev.tacenda.mask;

import java.util.Arrays;

/**
 * Where keywords end in a text, from left to right, as {@link KeywordIndex#find} collects them.
 * Parts of the text are searched side by side, so each has a list of its own. Confined to one
 * thread; used again and again.
 */
final class KeywordHits {
  private static final int LISTS = 5;
  private static final int MIN_CAPACITY = 64;

  private final int[][] ends = new int[LISTS][0];
  private final int[][] states = new int[LISTS][0];
  private final int[] counts = new int[LISTS];

  /** The hit at hand. */
  private int list;

  private int index;

  /** Forgets all hits. */
  void clear() {
    Arrays.fill(counts, 0);
    list = 0;
    index = 0;
  }

  /**
   * Adds the hits of four parts of the text.
   *
   * @param end the place in the first part
   * @param part the length of a part
   */
  void addAll(int first, int second, int third, int fourth, int end, int part) {
    add(0, first, end);
    add(1, second, end + part);
    add(2, third, end + 2 * part);
    add(3, fourth, end + 3 * part);
  }

  /** Adds a hit to the list of a part of the text, if a keyword ends in this state. */
  void add(int part, int state, int end) {
    if (state >= 0) {
      return;
    }
    int count = counts[part];
    if (count == ends[part].length) {
      int capacity = Math.max(MIN_CAPACITY, 2 * count);
      ends[part] = Arrays.copyOf(ends[part], capacity);
      states[part] = Arrays.copyOf(states[part], capacity);
    }
    ends[part][count] = end;
    states[part][count] = state;
    counts[part] = count + 1;
  }

  /** Returns how many hits there is room for, at the most in one part. */
  int capacity() {
    int most = 0;
    for (int[] list : ends) {
      most = Math.max(most, list.length);
    }
    return most;
  }

  /** Returns true if there is a hit at hand: the first one, or one more after {@link #next()}. */
  boolean has() {
    while (list < LISTS && index == counts[list]) {
      list++;
      index = 0;
    }
    return list < LISTS;
  }

  /** Returns the place behind the keyword of the hit at hand. */
  int end() {
    return ends[list][index];
  }

  /** Returns the state of the {@link KeywordIndex} there. */
  int state() {
    return states[list][index];
  }

  /** Goes to the next hit. */
  void next() {
    index++;
  }
}
