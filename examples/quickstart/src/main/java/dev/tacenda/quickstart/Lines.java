package dev.tacenda.quickstart;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where the lines of a text begin. Immutable. */
final class Lines {
  private final int[] starts;

  Lines(byte[] text) {
    this.starts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length).filter(i -> text[i] == '\n').map(i -> i + 1))
            .toArray();
  }

  /** The line, counted from 1, that the byte at {@code offset} stands in. */
  int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
