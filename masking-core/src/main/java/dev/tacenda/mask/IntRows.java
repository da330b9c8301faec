package dev.tacenda.mask;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table of whole numbers: rows of one width that are added one by one. It grows by blocks, so no
 * number is copied and a large table takes little more than its numbers. Confined to one thread.
 */
final class IntRows {
  private static final int BLOCK_BITS = 6;
  private static final int ROWS = 1 << BLOCK_BITS;

  /** More than this is for the one large document only. */
  private static final int MAX_KEPT_BLOCKS = 256;

  private static final int FEW_BLOCKS = 4;

  private final int width;
  private int[] @Nullable [] blocks = new int[FEW_BLOCKS][];
  private int size;

  IntRows(int width) {
    this.width = width;
  }

  int size() {
    return size;
  }

  /** Adds a row, whose numbers are still to be set, and returns its number. */
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
    if (blocks[block] == null) {
      blocks[block] = new int[ROWS * width];
    }
  }

  /** Removes all rows, and keeps room for as many as a usual document needs. */
  void clear() {
    size = 0;
    if (blocks.length > MAX_KEPT_BLOCKS) {
      blocks = new int[FEW_BLOCKS][];
    }
  }

  int get(int row, int column) {
    return blocks[row >> BLOCK_BITS][(row & ROWS - 1) * width + column];
  }

  void set(int row, int column, int value) {
    blocks[row >> BLOCK_BITS][(row & ROWS - 1) * width + column] = value;
  }
}
