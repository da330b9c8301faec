package dev.tacenda.mask.internal.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shape as a deterministic automaton: one look-up for each byte, whatever the text. Immutable and
 * thread-safe.
 */
final class Dfa {
  private static final int MAX_STATES = 4096;
  private static final int DEAD = -1;
  private static final int START = 0;

  private final byte[] classOf;
  private final int classes;
  private final short[] next;
  private final BitSet accepting;

  private Dfa(byte[] classOf, int classes, short[] next, BitSet accepting) {
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
    int end = -1;
    int state = START;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      int symbol = b < 0 ? 0 : classOf[b];
      state = symbol == 0 ? DEAD : next[state * classes + symbol];
      if (state == DEAD) {
        return end;
      }
      if (accepting.get(state)) {
        end = i + 1;
      }
    }
    return end;
  }

  /** A set of states of the {@link Nfa}, by value. */
  private record StateSet(List<Integer> states) {}

  /** The subset construction. */
  private static final class Subsets {
    private final Nfa nfa;
    private final Map<StateSet, Integer> numbers = new HashMap<>();
    private final List<StateSet> sets = new ArrayList<>();
    private final List<short[]> rows = new ArrayList<>();
    private final Map<Integer, int[]> afterState = new HashMap<>();
    private final byte[] classOf = new byte[128];
    private final List<Byte> examples = new ArrayList<>();

    Subsets(Nfa nfa) {
      this.nfa = nfa;
    }

    Dfa build() {
      number(set(nfa.start()));
      assignClasses();
      BitSet accepting = new BitSet();
      for (int i = 0; i < sets.size(); i++) {
        rows.add(row(sets.get(i)));
        accepting.set(i, sets.get(i).states().contains(Nfa.ACCEPT));
      }
      int classes = examples.size() + 1;
      short[] next = new short[rows.size() * classes];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, next, i * classes, classes);
      }
      return new Dfa(classOf, classes, next, accepting);
    }

    /** Bytes that no state tells apart are one symbol; symbol 0 is what no state reads. */
    private void assignClasses() {
      Set<ByteClass> distinct = nfa.classes();
      Map<BitSet, Integer> symbols = new HashMap<>();
      for (byte b = 0; b >= 0 && b < 127; b++) {
        BitSet signature = new BitSet();
        int i = 0;
        for (ByteClass bytes : distinct) {
          signature.set(i++, bytes.contains(b));
        }
        if (!signature.isEmpty()) {
          Integer symbol = symbols.get(signature);
          if (symbol == null) {
            examples.add(b);
            symbol = examples.size();
            symbols.put(signature, symbol);
          }
          classOf[b] = symbol.byteValue();
        }
      }
    }

    private short[] row(StateSet from) {
      short[] row = new short[examples.size() + 1];
      Arrays.fill(row, (short) DEAD);
      for (int symbol = 1; symbol < row.length; symbol++) {
        BitSet to = new BitSet();
        for (int state : from.states()) {
          if (nfa.reads(state).contains(examples.get(symbol - 1))) {
            for (int after : afterState.computeIfAbsent(state, nfa::after)) {
              to.set(after);
            }
          }
        }
        if (!to.isEmpty()) {
          row[symbol] = (short) number(set(to.stream().toArray()));
        }
      }
      return row;
    }

    private int number(StateSet set) {
      Integer known = numbers.putIfAbsent(set, sets.size());
      if (known != null) {
        return known;
      }
      if (sets.size() == MAX_STATES) {
        throw Nfa.tooLarge();
      }
      sets.add(set);
      return sets.size() - 1;
    }

    private static StateSet set(int[] states) {
      return new StateSet(Arrays.stream(states).boxed().toList());
    }
  }
}
