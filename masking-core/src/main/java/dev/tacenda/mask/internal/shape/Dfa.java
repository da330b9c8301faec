package dev.tacenda.mask.internal.shape;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shape as a deterministic automaton: one look-up for each byte, whatever the text. Immutable and
 * thread-safe.
 */
final class Dfa {
  private static final int MAX_STATES = 4096;

  /** Patterns with more are searched for without. */
  private static final int MAX_STATES_ANYWHERE = 1024;

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
    return new Subsets(new Nfa(shape), false).build();
  }

  /**
   * Returns the automaton for {@link #parts}, in which a match may begin at every byte. Its first
   * state is that in which none is under way.
   *
   * @throws ShapeSyntaxException if it is too large
   */
  static Dfa anywhere(ShapeNode shape) {
    return new Subsets(new Nfa(shape), true).build();
  }

  /** Takes a part of a line. */
  interface Parts {
    void accept(int from, int to);
  }

  /**
   * Hands to {@code sink} each part of the line in which at every byte a match may be under way,
   * and that holds the end of one. Matches reach from no part into another.
   */
  void parts(byte[] line, Parts sink) {
    int start = 0;
    boolean ends = false;
    int state = START;
    for (int i = 0; i < line.length; i++) {
      int before = state;
      byte b = line[i];
      int symbol = b < 0 ? 0 : classOf[b];
      state = symbol == 0 ? START : next[before * classes + symbol];
      if (state == START) {
        if (ends) {
          sink.accept(start, i);
          ends = false;
        }
      } else {
        start = before == START ? i : start;
        ends |= accepting[state];
      }
    }
    if (ends) {
      sink.accept(start, line.length);
    }
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
      if (accepting[state]) {
        end = i + 1;
      }
    }
    return end;
  }

  /** Returns true if a match begins at {@code from}; reads no more of it than it must. */
  boolean beginsAt(byte[] text, int from, int to) {
    int state = START;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      int symbol = b < 0 ? 0 : classOf[b];
      state = symbol == 0 ? DEAD : next[state * classes + symbol];
      if (state == DEAD) {
        return false;
      }
      if (accepting[state]) {
        return true;
      }
    }
    return false;
  }

  /** The subset construction. */
  private static final class Subsets {
    private static final int[] NONE = {};

    private final Nfa nfa;

    /** The sets of states of the {@link Nfa} by value; each is a state here. */
    private final Map<IntBuffer, Integer> numbers = new HashMap<>();

    private final List<int[]> sets = new ArrayList<>();
    private final byte[] classOf = new byte[128];
    private final byte[] examples = new byte[128];
    private int classes = 1;

    /** Whether a match may begin at every byte, not only at the first. */
    private final boolean anywhere;

    Subsets(Nfa nfa, boolean anywhere) {
      this.nfa = nfa;
      this.anywhere = anywhere;
    }

    Dfa build() {
      for (ByteClass bytes : nfa.classes()) {
        split(bytes);
      }
      List<short[]> rows = new ArrayList<>();
      int start = number(anywhere ? NONE : nfa.start());
      for (int i = start; i < sets.size(); i++) {
        rows.add(row(sets.get(i)));
      }
      short[] next = new short[rows.size() * classes];
      boolean[] accepting = new boolean[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        // Sets are sorted, and the accepting state is the first of all.
        accepting[i] = sets.get(i).length > 0 && sets.get(i)[0] == Nfa.ACCEPT;
        System.arraycopy(rows.get(i), 0, next, i * classes, classes);
      }
      return new Dfa(classOf, classes, next, accepting);
    }

    /**
     * Bytes that no state tells apart are one symbol; symbol 0 is what no state reads. Splits each
     * symbol into its bytes in {@code bytes} and the others.
     */
    private void split(ByteClass bytes) {
      int before = classes;
      int[] inside = new int[before];
      boolean[] outside = new boolean[before];
      for (int b = 0; b < 128; b++) {
        outside[classOf[b]] |= !bytes.contains((byte) b);
      }
      for (int b = 0; b < 128; b++) {
        int old = classOf[b];
        if (old < before && bytes.contains((byte) b) && (old == 0 || outside[old])) {
          if (inside[old] == 0) {
            inside[old] = classes++;
          }
          classOf[b] = (byte) inside[old];
        }
      }
      for (int b = 0; b < 128; b++) {
        examples[classOf[b]] = (byte) b;
      }
    }

    private short[] row(int[] set) {
      int[] from = anywhere ? union(set, nfa.start()) : set;
      short[] row = new short[classes];
      row[0] = DEAD;
      for (int symbol = 1; symbol < classes; symbol++) {
        int[] to = after(from, examples[symbol]);
        row[symbol] = to.length > 0 ? (short) number(to) : anywhere ? START : DEAD;
      }
      return row;
    }

    private static int[] union(int[] a, int[] b) {
      BitSet union = bits(a);
      union.or(bits(b));
      return union.stream().toArray();
    }

    private int[] after(int[] from, byte b) {
      int[] only = NONE;
      @Nullable BitSet union = null;
      for (int state : from) {
        if (nfa.reads(state).contains(b)) {
          int[] to = nfa.after(state);
          if (union == null && only.length == 0) {
            only = to;
          } else {
            union = union == null ? bits(only) : union;
            union.or(bits(to));
          }
        }
      }
      return union == null ? only : union.stream().toArray();
    }

    private static BitSet bits(int[] states) {
      BitSet bits = new BitSet();
      for (int state : states) {
        bits.set(state);
      }
      return bits;
    }

    private int number(int[] states) {
      Integer known = numbers.putIfAbsent(IntBuffer.wrap(states), sets.size());
      if (known != null) {
        return known;
      }
      if (sets.size() == (anywhere ? MAX_STATES_ANYWHERE : MAX_STATES)) {
        throw Nfa.tooLarge();
      }
      sets.add(states);
      return sets.size() - 1;
    }
  }
}
