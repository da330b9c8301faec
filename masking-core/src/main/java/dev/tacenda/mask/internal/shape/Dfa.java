package dev.tacenda.mask.internal.shape;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shape as a deterministic automaton: one look-up for each byte, whatever the text. Immutable and
 * thread-safe.
 */
final class Dfa {
  private static final int MAX_STATES = 4096;
  private static final short DEAD = -1;
  private static final int START = 0;

  private final byte[] classOf;
  private final int classes;
  private final short[] next;
  private final boolean[] accepting;

  private Dfa(byte[] classOf, int classes, short[] next, boolean[] accepting) {
    this.classOf = classOf;
    this.classes = classes;
    this.next = next;
    this.accepting = accepting;
  }

  static Dfa of(ShapeNode shape) {
    return new Subsets(new Nfa(shape)).build();
  }

  /** Returns the end of the longest match that begins at {@code from}, or -1. */
  int longestEnd(byte[] text, int from, int to) {
    return end(text, from, to, false);
  }

  /** Returns true if a match begins at {@code from}; reads no more of it than it must. */
  boolean beginsAt(byte[] text, int from, int to) {
    return end(text, from, to, true) >= 0;
  }

  private int end(byte[] text, int from, int to, boolean first) {
    int end = -1;
    int state = START;
    for (int i = from; i < to && !(first && end >= 0); i++) {
      byte b = text[i];
      int symbol = b < 0 ? 0 : classOf[b];
      state = symbol == 0 ? DEAD : next[state * classes + symbol];
      if (state == DEAD) {
        return end;
      }
      if (accepting[state]) {
        end = i + 1;
      }
    }
    return end;
  }

  /** The subset construction. */
  private static final class Subsets {
    private final Nfa nfa;

    /** The sets of states of the {@link Nfa} by value; each is a state here. */
    private final Map<IntBuffer, Integer> numbers = new HashMap<>();

    private final List<int[]> sets = new ArrayList<>();

    private final Symbols symbols;

    Subsets(Nfa nfa) {
      this.nfa = nfa;
      this.symbols = Symbols.of(nfa.classes());
    }

    Dfa build() {
      int classes = symbols.count();
      List<short[]> rows = new ArrayList<>();
      int start = number(nfa.start());
      for (int i = start; i < sets.size(); i++) {
        rows.add(row(sets.get(i)));
      }
      short[] next = new short[rows.size() * classes];
      boolean[] accepting = new boolean[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        // Sets are sorted, and the accepting state is the first of all.
        accepting[i] = sets.get(i)[0] == Nfa.ACCEPT;
        System.arraycopy(rows.get(i), 0, next, i * classes, classes);
      }
      return new Dfa(symbols.ofBytes(), classes, next, accepting);
    }

    private short[] row(int[] from) {
      short[] row = new short[symbols.count()];
      row[0] = DEAD;
      for (int symbol = 1; symbol < row.length; symbol++) {
        int[] to = nfa.after(from, symbols.example(symbol));
        row[symbol] = to.length == 0 ? DEAD : (short) number(to);
      }
      return row;
    }

    private int number(int[] states) {
      Integer known = numbers.putIfAbsent(IntBuffer.wrap(states), sets.size());
      if (known != null) {
        return known;
      }
      if (sets.size() == MAX_STATES) {
        throw Nfa.tooLarge();
      }
      sets.add(states);
      return sets.size() - 1;
    }
  }
}
