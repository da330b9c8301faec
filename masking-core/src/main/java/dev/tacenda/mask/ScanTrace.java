package dev.tacenda.mask;

import java.util.Arrays;

/**
 * What the text before each line of a scanned text meant for it, where it meant anything. With it a
 * scan can start again in the middle of the text. Confined to one thread.
 */
final class ScanTrace {
  private static final int MIN_CAPACITY = 8;

  private int[] starts = {};
  private ScanState[] states = {};
  private int count;

  /** Takes note of the state before the line that begins at {@code start}; lines come in order. */
  void add(int start, ScanState state) {
    if (count == starts.length) {
      int capacity = Math.max(MIN_CAPACITY, 2 * count);
      starts = Arrays.copyOf(starts, capacity);
      states = Arrays.copyOf(states, capacity);
    }
    starts[count] = start;
    states[count++] = state;
  }

  /** Returns the state before the line that begins at {@code start}. */
  ScanState before(int start) {
    int found = Arrays.binarySearch(starts, 0, count, start);
    return found < 0 ? ScanState.START : states[found];
  }
}
