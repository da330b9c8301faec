package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The prefilter of rules without keywords: says which lines may hold what one of them needs, mostly
 * digits. Like that of keywords it may only say "maybe" wrongly. Immutable.
 *
 * <p>Most lines hold no digit, colon or dash. Of the others these and the dots are counted in the
 * four quarters of one number, so that a byte costs one look-up and one addition. Long words are
 * looked for in steps of their length: a byte that belongs to no word excludes all that would reach
 * over it.
 */
@TrustedCode("Every line that meets one of the needs is told.")
final class LineGate {
  private static final int QUARTER = 16;

  /** The highest bit of each quarter, which no count reaches. */
  private static final long HIGH = 0x8000800080008000L;

  /** In longer lines a count could run over. */
  private static final int MAX_COUNTED_BYTES = 0x7fff;

  private static final long[] WEIGHTS = weights();
  private static final boolean[] IN_WORDS = Ascii.alphanumericAnd("");

  private final boolean everyLine;

  /** What is to be counted, and for each how long a word must be there too. */
  private final long[] counts;

  private final int[] words;

  /** The shortest word that is needed where no counts are; 0 if there is no such need. */
  private final int wordAlone;

  private LineGate(Collection<LineNeeds> needs) {
    List<LineNeeds> counted = new ArrayList<>();
    boolean every = false;
    int shortest = 0;
    for (LineNeeds need : new LinkedHashSet<>(needs)) {
      int word = need.longestWord();
      if (need.digits() > 0 || need.colons() > 0 || need.dashes() > 0) {
        counted.add(need);
      } else if (word == 0) {
        every = true;
      } else {
        shortest = shortest == 0 ? word : Math.min(shortest, word);
      }
    }
    List<LineNeeds> weakest = weakest(counted);
    this.everyLine = every;
    this.wordAlone = shortest;
    this.counts = new long[weakest.size()];
    this.words = new int[weakest.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = count(weakest.get(i));
      words[i] = weakest.get(i).longestWord();
    }
  }

  private static long[] weights() {
    long[] weights = new long[256];
    for (int digit = '0'; digit <= '9'; digit++) {
      weights[digit] = packed(1, 0, 0, 0);
    }
    weights['.'] = packed(0, 1, 0, 0);
    weights[':'] = packed(0, 0, 1, 0);
    weights['-'] = packed(0, 0, 0, 1);
    return weights;
  }

  private static long packed(int digits, int dots, int colons, int dashes) {
    return ((((long) digits << QUARTER | dots) << QUARTER | colons) << QUARTER) | dashes;
  }

  /** Returns the gate for lines that meet one of {@code needs}. */
  static LineGate of(Collection<LineNeeds> needs) {
    return new LineGate(needs);
  }

  private static long count(LineNeeds need) {
    return packed(need.digits(), need.dots(), need.colons(), need.dashes());
  }

  /** Leaves out what another one makes needless. */
  private static List<LineNeeds> weakest(List<LineNeeds> needs) {
    List<LineNeeds> weakest = new ArrayList<>();
    for (LineNeeds need : needs) {
      if (!isNeedless(need, needs)) {
        weakest.add(need);
      }
    }
    return weakest;
  }

  private static boolean isNeedless(LineNeeds need, List<LineNeeds> needs) {
    for (LineNeeds other : needs) {
      if (!other.equals(need) && isWeaker(other, need)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWeaker(LineNeeds a, LineNeeds b) {
    return reaches(count(b), count(a)) && a.longestWord() <= b.longestWord();
  }

  /** Returns true if each quarter of {@code counts} is at least that of {@code need}. */
  private static boolean reaches(long counts, long need) {
    return ((counts | HIGH) - need & HIGH) == HIGH;
  }

  /** Starts to go through the lines of a text. */
  Lines lines(byte[] text, int to) {
    return new Lines(text, to);
  }

  /** Finds the lines of one text, from its beginning to its end. Confined to one thread. */
  final class Lines {
    /** No such line. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int UNKNOWN = -1;

    private final byte[] text;
    private final int to;

    /** Places found last, which hold as long as they are not passed. */
    private int counted = UNKNOWN;

    private int worded = UNKNOWN;

    private Lines(byte[] text, int to) {
      this.text = text;
      this.to = to;
    }

    /**
     * Returns a place in the first line from {@code lineStart} on that may meet a need, or {@link
     * #NONE}.
     */
    int next(int lineStart) {
      if (everyLine) {
        return lineStart;
      }
      if (counted < lineStart) {
        counted = nextCounted(lineStart);
      }
      if (worded < lineStart) {
        worded = nextWord(lineStart);
      }
      return Math.min(counted, worded);
    }

    private int nextCounted(int from) {
      if (counts.length == 0) {
        return NONE;
      }
      int at = nextCountable(from);
      while (at >= 0) {
        int start = Bytes.startOfLine(text, from, at);
        int end = Bytes.endOfLine(text, at, to);
        if (mayMeet(count(start, end), start, end)) {
          return start;
        }
        at = nextCountable(end);
      }
      return NONE;
    }

    /** Returns the next digit, colon or dash; a line without any meets no need. */
    private int nextCountable(int from) {
      return ByteSearch.indexOfRange(text, from, to, (byte) '0', (byte) ':', (byte) '-');
    }

    private long count(int start, int end) {
      long seen = 0;
      for (int i = start; i < end; i++) {
        seen += WEIGHTS[text[i] & 0xff];
      }
      return seen;
    }

    private boolean mayMeet(long seen, int start, int end) {
      if (end - start > MAX_COUNTED_BYTES) {
        return true;
      }
      for (int i = 0; i < counts.length; i++) {
        if (reaches(seen, counts[i]) && holdsWord(words[i], start, end)) {
          return true;
        }
      }
      return false;
    }

    private boolean holdsWord(int length, int start, int end) {
      return length == 0 || ByteSearch.runOf(IN_WORDS, length, text, start, end) >= 0;
    }

    private int nextWord(int from) {
      if (wordAlone == 0) {
        return NONE;
      }
      int found = ByteSearch.runOf(IN_WORDS, wordAlone, text, from, to);
      return found < 0 ? NONE : found;
    }
  }
}
