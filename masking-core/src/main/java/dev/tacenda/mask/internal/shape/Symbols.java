package dev.tacenda.mask.internal.shape;

import java.util.Collection;

/**
 * Numbers bytes so that those which no state of an automaton tells apart are one symbol. Symbol 0
 * is what no state reads. Immutable once made.
 */
final class Symbols {
  private final byte[] ofBytes = new byte[128];
  private final byte[] examples = new byte[128];
  private int count = 1;

  private Symbols() {}

  /** Returns the symbols of an automaton whose states read these classes. */
  static Symbols of(Collection<ByteClass> classes) {
    Symbols symbols = new Symbols();
    for (ByteClass bytes : classes) {
      symbols.split(bytes);
    }
    return symbols;
  }

  /** Splits each symbol into its bytes in {@code bytes} and the others. */
  private void split(ByteClass bytes) {
    int before = count;
    int[] inside = new int[before];
    boolean[] outside = new boolean[before];
    for (int b = 0; b < 128; b++) {
      outside[ofBytes[b]] |= !bytes.contains((byte) b);
    }
    for (int b = 0; b < 128; b++) {
      int old = ofBytes[b];
      if (old < before && bytes.contains((byte) b) && (old == 0 || outside[old])) {
        if (inside[old] == 0) {
          inside[old] = count++;
        }
        ofBytes[b] = (byte) inside[old];
      }
    }
    for (int b = 0; b < 128; b++) {
      examples[ofBytes[b]] = (byte) b;
    }
  }

  /** Returns the symbol of each ASCII byte; not copied. */
  byte[] ofBytes() {
    return ofBytes;
  }

  /** Returns the number of symbols, with 0. */
  int count() {
    return count;
  }

  /** Returns a byte with this symbol. */
  byte example(int symbol) {
    return examples[symbol];
  }
}
