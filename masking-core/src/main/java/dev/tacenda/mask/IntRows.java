package dev.tacenda.mask;

import java.util.Arrays;

/**
 * A table of whole numbers: rows of one width that are only ever added. It grows by blocks, so no
 * number is copied and a large table takes little more than its numbers. Confined to one thread.
 */
final class IntRows {
  private static final int BLOCK_BITS = 6;
  private static final int ROWS = 1 << BLOCK_BITS;

  private final int width;
  private int[][] blocks = new int[4][];
  private int size;

  IntRows(int width) {
    this.width = width;
  }

  int size() {
    return size;
  }

  /** Adds a row, whose numbers are 0, and returns its number. */
  int add() {
    if ((size & ROWS - 1) == 0) {
      addBlock();
    }
    return size++;
  }

  private void addBlock() {
    int block = size >> BLOCK_BITS;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * block);
    }
    blocks[block] = new int[ROWS * width];
  }

  int get(int row, int column) {
    return blocks[row >> BLOCK_BITS][(row & ROWS - 1) * width + column];
  }

  void set(int row, int column, int value) {
    blocks[row >> BLOCK_BITS][(row & ROWS - 1) * width + column] = value;
  }
}
