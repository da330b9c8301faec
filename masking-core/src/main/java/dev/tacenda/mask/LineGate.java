package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prefilter of rules without keywords: says which lines hold what one of them needs, mostly
 * digits, and which rules those are. Like that of keywords it may only say "maybe" wrongly.
 * Immutable.
 *
 * <p>Most lines hold no digit, colon or dash. Of the others these and the dots are counted in the
 * four quarters of one number, so that a byte costs one look-up and one addition. Long words are
 * looked for in steps of their length: a byte that belongs to no word excludes all that would reach
 * over it. Only a line that has enough of these is measured in full.
 */
@TrustedCode("Every line that meets one of the needs is told, with the rules that have it.")
final class LineGate {
  private static final int QUARTER = 16;

  /** The highest bit of each quarter, which no count reaches. */
  private static final long HIGH = 0x8000800080008000L;

  /** In longer lines a count could run over. */
  private static final int MAX_COUNTED_BYTES = 0x7fff;

  private static final long[] WEIGHTS = weights();
  private static final boolean[] IN_WORDS = Ascii.alphanumericAnd("");

  private final boolean everyLine;

  /** What lines can need, and the rules that need it. */
  private final LineNeeds[] needs;

  private final int[][] rules;

  /** What is to be counted, and for each how long a word must be there too. */
  private final long[] counts;

  private final int[] words;

  /** The shortest word that is needed where no counts are; 0 if there is no such need. */
  private final int wordAlone;

  private LineGate(Map<LineNeeds, List<Integer>> rulesByNeed) {
    this.needs = rulesByNeed.keySet().toArray(LineNeeds[]::new);
    this.rules = new int[needs.length][];
    List<LineNeeds> counted = new ArrayList<>();
    boolean every = false;
    int shortest = 0;
    for (int i = 0; i < needs.length; i++) {
      LineNeeds need = needs[i];
      rules[i] = ids(rulesByNeed.getOrDefault(need, List.of()));
      int word = longestWord(need);
      if (isCounted(need)) {
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
      words[i] = longestWord(weakest.get(i));
    }
  }

  private static int[] ids(List<Integer> list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = list.get(i);
    }
    return ids;
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

  /**
   * Returns the gate for some rules.
   *
   * @param rules those without keywords
   * @param ids their numbers, in the same order
   */
  static LineGate of(List<Rule> rules, int[] ids) {
    Map<LineNeeds, List<Integer>> byNeed = new LinkedHashMap<>();
    for (int i = 0; i < ids.length; i++) {
      for (LineNeeds need : rules.get(i).needs()) {
        byNeed.computeIfAbsent(need, unused -> new ArrayList<>()).add(ids[i]);
      }
    }
    return new LineGate(byNeed);
  }

  private static long count(LineNeeds need) {
    return packed(
        need.least(LineMeasure.DIGITS),
        need.least(LineMeasure.DOTS),
        need.least(LineMeasure.COLONS),
        need.least(LineMeasure.DASHES));
  }

  /** Returns true if a line needs one of the bytes that are searched for. */
  private static boolean isCounted(LineNeeds need) {
    return need.least(LineMeasure.DIGITS) > 0
        || need.least(LineMeasure.COLONS) > 0
        || need.least(LineMeasure.DASHES) > 0;
  }

  private static int longestWord(LineNeeds need) {
    return Math.max(need.least(LineMeasure.WORD), need.least(LineMeasure.CODE));
  }

  /** Leaves out what another one makes needless. */
  private static List<LineNeeds> weakest(List<LineNeeds> needs) {
    List<LineNeeds> weakest = new ArrayList<>();
    for (LineNeeds need : needs) {
      if (!isNeedless(need, weakest)) {
        weakest.removeIf(other -> isWeaker(need, other));
        weakest.add(need);
      }
    }
    return weakest;
  }

  private static boolean isNeedless(LineNeeds need, List<LineNeeds> others) {
    for (LineNeeds other : others) {
      if (isWeaker(other, need)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWeaker(LineNeeds a, LineNeeds b) {
    return reaches(count(b), count(a)) && longestWord(a) <= longestWord(b);
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
    private final LineProfile profile = new LineProfile();

    /** Where the line of the profile begins and ends. */
    private int profileFrom = UNKNOWN;

    private int profileTo = UNKNOWN;

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

    /** Adds the rules whose needs the line {@code [start, end)} meets. */
    void addRulesOf(int start, int end, BitSet ids) {
      LineProfile line = profile(start, end);
      for (int i = 0; i < needs.length; i++) {
        if (needs[i].areMetBy(line)) {
          for (int id : rules[i]) {
            ids.set(id);
          }
        }
      }
    }

    /** Returns the measures of the line {@code [start, end)}, until another one is asked for. */
    LineProfile profile(int start, int end) {
      if (start != profileFrom || end != profileTo) {
        profile.read(text, start, end);
        profileFrom = start;
        profileTo = end;
      }
      return profile;
    }

    private int nextCounted(int from) {
      if (counts.length == 0) {
        return NONE;
      }
      int at = nextCountable(from);
      while (at >= 0) {
        int start = Bytes.startOfLine(text, from, at);
        int end = Bytes.endOfLine(text, at, to);
        if (mayMeet(count(start, end), start, end) && meetsOne(start, end)) {
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

    private boolean meetsOne(int start, int end) {
      LineProfile line = profile(start, end);
      for (LineNeeds need : needs) {
        if (need.areMetBy(line)) {
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
