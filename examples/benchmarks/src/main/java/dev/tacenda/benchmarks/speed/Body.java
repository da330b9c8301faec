package dev.tacenda.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bytes to be masked, with a mark in each of their blocks. Each call gets them with other marks, so
 * that what a masker may remember of the call before helps it nowhere. Confined to one thread.
 */
final class Body {
  /** The first line of each block: words that no rule looks for, and letters that change. */
  static final String MARK = "# part aaaaaa";

  private static final int LETTERS = 6;
  private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int[] letters;
  private final List<String> planted;
  private int number;

  /**
   * @param bytes with marks; changed by each call
   * @param planted the secrets that were planted
   */
  Body(byte[] bytes, List<String> planted) {
    this.bytes = bytes;
    this.letters = marks(bytes);
    this.planted = List.copyOf(planted);
    if (letters.length == 0) {
      throw new IllegalArgumentException("a body needs a mark");
    }
  }

  private static int[] marks(byte[] bytes) {
    return IntStream.rangeClosed(0, bytes.length - MARK_BYTES.length)
        .filter(i -> bytes[i] == '#' && isMark(bytes, i))
        .map(i -> i + MARK_BYTES.length - LETTERS)
        .toArray();
  }

  private static boolean isMark(byte[] bytes, int at) {
    int end = at + MARK_BYTES.length;
    return Arrays.equals(bytes, at, end, MARK_BYTES, 0, MARK_BYTES.length);
  }

  /** Returns the bytes, the same array at each call, with marks that they never had before. */
  byte[] next() {
    return marked(++number);
  }

  /** Returns the bytes, the same array at each call, with the marks of {@code value}. */
  byte[] marked(int value) {
    int rest = value;
    for (int i = 0; i < LETTERS; i++) {
      byte letter = (byte) ('a' + rest % 26);
      rest /= 26;
      for (int mark : letters) {
        bytes[mark + i] = letter;
      }
    }
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Returns the number of blocks. */
  int blocks() {
    return letters.length;
  }

  List<String> planted() {
    return planted;
  }
}
