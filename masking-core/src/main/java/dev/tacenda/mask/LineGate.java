package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import dev.tacenda.mask.internal.LineCounts;
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
 * <p>Most lines hold no digit, colon or dash. Of the others these and the dots are counted, and
 * only a line that has enough of them is measured any further. Long words are looked for in steps
 * of their length: a byte that belongs to no word excludes all that would reach over it.
 */
@TrustedCode("Every line that meets one of the needs is told, with the rules that have it.")
final class LineGate {
  private static final boolean[] IN_WORDS = Ascii.alphanumericAnd("");

  private final boolean everyLine;

  /** What lines can need of what is counted, and the same with the rules that need it. */
  private final long[] counts;

  private final List<Need> counted = new ArrayList<>();

  /** What else they can need, and the shortest word that is among it; 0 if there is none. */
  private final List<Need> others = new ArrayList<>();

  private final int shortestWord;

  /** What lines can need, and the rules that need it. */
  private static final class Need {
    private final LineNeeds needs;
    private final int[] rules;

    Need(LineNeeds needs, List<Integer> rules) {
      this.needs = needs;
      this.rules = ids(rules);
    }

    void addRules(LineProfile line, BitSet ids) {
      if (needs.areMetBy(line)) {
        for (int rule : rules) {
          ids.set(rule);
        }
      }
    }
  }

  private LineGate(Map<LineNeeds, List<Integer>> rulesByNeed) {
    boolean every = false;
    int shortest = 0;
    for (Map.Entry<LineNeeds, List<Integer>> entry : rulesByNeed.entrySet()) {
      Need need = new Need(entry.getKey(), entry.getValue());
      if (isCounted(need.needs)) {
        counted.add(need);
        continue;
      }
      others.add(need);
      int word = need.needs.least(LineMeasure.WORD);
      every |= word == 0;
      shortest = shortest == 0 ? word : Math.min(shortest, word);
    }
    this.everyLine = every;
    this.shortestWord = shortest;
    this.counts = weakest(counted);
  }

  private static int[] ids(List<Integer> list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = list.get(i);
    }
    return ids;
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

  /** Returns true if a line needs one of the bytes that are searched for. */
  private static boolean isCounted(LineNeeds need) {
    return need.least(LineMeasure.DIGITS) > 0
        || need.least(LineMeasure.COLONS) > 0
        || need.least(LineMeasure.DASHES) > 0;
  }

  /** Returns the counts of all needs, but for those that another one makes needless. */
  private static long[] weakest(List<Need> needs) {
    List<Long> weakest = new ArrayList<>();
    for (Need need : needs) {
      long counts = need.needs.counts();
      if (!isNeedless(counts, weakest)) {
        weakest.removeIf(other -> LineCounts.reach(other, counts));
        weakest.add(counts);
      }
    }
    long[] all = new long[weakest.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = weakest.get(i);
    }
    return all;
  }

  private static boolean isNeedless(long counts, List<Long> others) {
    for (long other : others) {
      if (LineCounts.reach(counts, other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Starts to go through the lines of a text.
   *
   * @param profile to measure them with
   */
  Lines lines(byte[] text, int to, LineProfile profile) {
    return new Lines(text, to, profile);
  }

  /** Finds the lines of one text, from its beginning to its end. Confined to one thread. */
  final class Lines {
    /** No such line. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int UNKNOWN = -1;

    private final byte[] text;
    private final int to;
    private final LineProfile profile;

    /** Where the line of the profile begins and ends. */
    private int profileFrom = UNKNOWN;

    private int profileTo = UNKNOWN;

    /** Places found last, which hold as long as they are not passed. */
    private int countedAt = UNKNOWN;

    private int wordAt = UNKNOWN;

    /** The rules of the line that was found by counting. */
    private final BitSet rulesOfCounted = new BitSet();

    private Lines(byte[] text, int to, LineProfile profile) {
      this.text = text;
      this.to = to;
      this.profile = profile;
    }

    /** Returns a place in the first line from {@code lineStart} on that meets a need, or NONE. */
    int next(int lineStart) {
      if (everyLine) {
        return lineStart;
      }
      if (countedAt < lineStart) {
        countedAt = nextCounted(lineStart);
      }
      if (wordAt < lineStart) {
        wordAt = nextWord(lineStart);
      }
      return Math.min(countedAt, wordAt);
    }

    /** Adds the rules whose needs the line {@code [start, end)} meets, which is the next one. */
    void addRulesOf(int start, int end, BitSet ids) {
      if (everyLine) {
        addRules(counted, profile(start, end), ids);
      } else if (countedAt == start) {
        ids.or(rulesOfCounted);
      }
      if (everyLine || wordAt < end) {
        addRules(others, profile(start, end), ids);
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
        if (mayMeetOne(profile(start, end))) {
          rulesOfCounted.clear();
          addRules(counted, profile, rulesOfCounted);
          if (!rulesOfCounted.isEmpty()) {
            return start;
          }
        }
        at = nextCountable(end);
      }
      return NONE;
    }

    /** Returns the next digit, colon or dash; a line without any meets no need. */
    private int nextCountable(int from) {
      return ByteSearch.indexOfRange(text, from, to, (byte) '0', (byte) ':', (byte) '-');
    }

    private boolean mayMeetOne(LineProfile line) {
      for (long count : counts) {
        if (line.reaches(count)) {
          return true;
        }
      }
      return false;
    }

    private int nextWord(int from) {
      if (shortestWord == 0) {
        return NONE;
      }
      int found = ByteSearch.runOf(IN_WORDS, shortestWord, text, from, to);
      return found < 0 ? NONE : found;
    }
  }

  private static void addRules(List<Need> needs, LineProfile line, BitSet ids) {
    for (int i = 0; i < needs.size(); i++) {
      needs.get(i).addRules(line, ids);
    }
  }
}
