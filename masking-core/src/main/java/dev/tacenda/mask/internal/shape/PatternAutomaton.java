package dev.tacenda.mask.internal.shape;

import dev.tacenda.mask.TrustedCode;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows all matches of a shape that may be under way in a line, as one state. A state is made
 * when a line first leads to it: there may be more than could be made beforehand, and lines lead to
 * few. If they lead to very many, all are forgotten. Thread-safe; threads that make no state wait
 * for none.
 */
final class PatternAutomaton {
  private static final int MAX_STATES = 2048;

  /** The state in which no match is under way. */
  private static final int NONE = 1;

  /** The state before the first byte of a text that is to be a match as a whole. */
  private static final int FIRST = 2;

  /** What a row says of a symbol that was not seen yet, or could not be for lack of room. */
  private static final int UNKNOWN = 0;

  /** Marks a state in which a match ends. */
  private static final int ENDS = 1 << 30;

  private final boolean anywhere;
  private final Nfa nfa;
  private final Symbols symbols;
  private volatile States states;

  /**
   * Starts with no states.
   *
   * @param anywhere whether a match may begin at every byte, or only at the first
   */
  PatternAutomaton(ShapeNode shape, boolean anywhere) {
    this.anywhere = anywhere;
    this.nfa = new Nfa(shape);
    this.symbols = Symbols.of(nfa.classes());
    this.states = new States();
  }

  /** Whether a text is a match. */
  enum Verdict {
    YES,
    NO,
    /** That took too many states. */
    UNKNOWN
  }

  /** Takes a part of a line. */
  interface Parts {
    void accept(int from, int to);
  }

  /**
   * Hands to {@code sink} each part of the line in which at every byte a match may be under way,
   * and that holds the end of one.
   */
  @TrustedCode("every match lies in one of the parts, and beside a part lies a byte of none")
  void parts(byte[] line, Parts sink) {
    States known = states;
    byte[] ofBytes = symbols.ofBytes();
    int start = 0;
    boolean ends = false;
    int state = NONE;
    for (int i = 0; i < line.length; i++) {
      byte b = line[i];
      int symbol = b < 0 ? 0 : ofBytes[b];
      int next = known.after(state, symbol);
      if (next == UNKNOWN) {
        states = new States();
        sink.accept(state == NONE ? i : start, line.length);
        return;
      }
      start = state == NONE ? i : start;
      state = next & ~ENDS;
      ends |= next != state;
      if (state == NONE && ends) {
        sink.accept(start, i);
        ends = false;
      }
    }
    if (ends) {
      sink.accept(start, line.length);
    }
  }

  /** Returns whether a text, which is not empty, is a match. */
  Verdict matches(byte[] text) {
    States known = states;
    int next = FIRST;
    for (byte b : text) {
      next = known.after(next & ~ENDS, b < 0 ? 0 : symbols.ofBytes()[b]);
      if (next == UNKNOWN) {
        states = new States();
        return Verdict.UNKNOWN;
      }
      if (next == NONE) {
        return Verdict.NO;
      }
    }
    return (next & ENDS) != 0 ? Verdict.YES : Verdict.NO;
  }

  /**
   * States by number, from 1 on. Rows are read without a lock: what a thread does not see yet is
   * {@link #UNKNOWN} to it, and is then looked up with the lock.
   */
  private final class States {
    private final int[][] rows = new int[MAX_STATES + 1][];
    private final List<int[]> sets = new ArrayList<>();
    private final Map<IntBuffer, Integer> numbers = new HashMap<>();

    States() {
      sets.add(new int[0]); // no state has the number 0
      int none = number(new int[0]);
      int first = anywhere ? FIRST : number(nfa.start());
      if (none != NONE || (first & ~ENDS) != FIRST) {
        throw new IllegalStateException("states are numbered in order");
      }
    }

    int after(int state, int symbol) {
      int[] row = rows[state];
      int next = row == null ? UNKNOWN : row[symbol];
      return next == UNKNOWN ? grown(state, symbol) : next;
    }

    private synchronized int grown(int state, int symbol) {
      int next = rows[state][symbol];
      if (next == UNKNOWN) {
        next = symbol == 0 ? NONE : number(next(state, symbol));
        rows[state][symbol] = next;
      }
      return next;
    }

    private int[] next(int state, int symbol) {
      synchronized (nfa) {
        int[] set = sets.get(state);
        return nfa.after(anywhere ? Nfa.union(set, nfa.start()) : set, symbols.example(symbol));
      }
    }

    private int number(int[] set) {
      Integer known = numbers.get(IntBuffer.wrap(set));
      if (known != null) {
        return known;
      }
      int number = sets.size();
      if (number > MAX_STATES) {
        return UNKNOWN;
      }
      sets.add(set);
      rows[number] = new int[symbols.count()];
      // Sets are sorted, and the accepting state is the first of all.
      int marked = set.length > 0 && set[0] == Nfa.ACCEPT ? number | ENDS : number;
      numbers.put(IntBuffer.wrap(set), marked);
      return marked;
    }
  }
}
