package dev.tacenda.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/**
 * Cuts the clean text into blocks of whole lines, each of which begins with a {@link Body#MARK},
 * and plants secrets at equal distances. Begins again at the end of the text. Confined to one
 * thread.
 */
final class Blocks {
  private static final int BLOCK_BYTES = 16 << 10;

  private final String text;
  private final ToLongFunction<String> size;
  private final Random random = new Random(11);
  private final List<String> planted = new ArrayList<>();
  private int at;

  /**
   * @param text whole lines
   * @param size how many bytes a piece of text takes where it will stand
   */
  Blocks(String text, ToLongFunction<String> size) {
    this.text = text;
    this.size = size;
  }

  /**
   * Returns blocks that take {@code bytes} together, but for less than one line.
   *
   * @param overhead the bytes that each block takes besides its text
   */
  List<String> take(long bytes, Content content, int overhead) {
    List<String> blocks = new ArrayList<>();
    long between = content.bytesBetween(bytes);
    long nextPlanted = between;
    for (long total = 0; total < bytes; ) {
      StringBuilder block = new StringBuilder(BLOCK_BYTES).append(Body.MARK).append('\n');
      long blockEnd = Math.min(bytes, total + BLOCK_BYTES);
      total += overhead + block.length();
      while (total < blockEnd) {
        boolean plant = total >= nextPlanted;
        String line = plant ? plantedLine() : line();
        nextPlanted += plant ? between : 0;
        block.append(line);
        total += size.applyAsLong(line);
      }
      blocks.add(block.toString());
    }
    return blocks;
  }

  /** Returns the secrets that have been planted so far. */
  List<String> planted() {
    return List.copyOf(planted);
  }

  private String plantedLine() {
    PlantedLine line = PlantedLine.of(random, planted.size());
    planted.add(line.secret());
    return line.text();
  }

  private String line() {
    int end = text.indexOf('\n', at) + 1;
    String line = text.substring(at, end == 0 ? text.length() : end);
    at = end == 0 || end == text.length() ? 0 : end;
    return line;
  }
}
