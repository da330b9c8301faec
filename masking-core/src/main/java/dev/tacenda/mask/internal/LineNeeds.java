package dev.tacenda.mask.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line must hold at the least for a detector to find something in it, as some of its {@link
 * LineMeasure}s. Because it is data, lines can be sorted out before any detector is asked.
 * Immutable.
 */
public final class LineNeeds {
  private static final LineMeasure[] MEASURES = LineMeasure.values();

  /** Every line may do. */
  public static final List<LineNeeds> NONE = List.of(new LineNeeds(new int[MEASURES.length]));

  /** The least of each measure. */
  private final int[] least;

  private final long counts;

  /** Of the measures that are needed those of digits, and all others but for what is counted. */
  private final int[] digits;

  private final LineMeasure[] others;

  private LineNeeds(int[] least) {
    this.least = least;
    this.counts = LineCounts.of(this);
    int[] ofDigits = new int[MEASURES.length];
    LineMeasure[] ofOthers = new LineMeasure[MEASURES.length];
    int digitCount = 0;
    int otherCount = 0;
    for (int i = LineCounts.SIZE; i < MEASURES.length; i++) {
      if (least[i] > 0 && LineNumbers.has(MEASURES[i])) {
        ofDigits[digitCount++] = i;
      } else if (least[i] > 0) {
        ofOthers[otherCount++] = MEASURES[i];
      }
    }
    this.digits = Arrays.copyOf(ofDigits, digitCount);
    this.others = Arrays.copyOf(ofOthers, otherCount);
  }

  /** Returns the need of so much. */
  public static LineNeeds of(LineMeasure measure, int least) {
    return NONE.get(0).and(measure, least);
  }

  /** Returns the need of so much of each measure, in their order; the array is not copied. */
  public static LineNeeds ofAll(int[] least) {
    return new LineNeeds(least);
  }

  /** Returns the same need with at least so much of one measure. */
  public LineNeeds and(LineMeasure measure, int more) {
    int[] both = least.clone();
    int before = both[measure.place()];
    both[measure.place()] = measure.isSet() ? before | more : Math.max(before, more);
    return new LineNeeds(both);
  }

  /** Returns the same need with a run of exactly so many digits, 30 at most. */
  public LineNeeds andRun(int length) {
    return and(LineMeasure.RUNS, 1 << length);
  }

  /** Returns the same need with three runs of so many digits with one joint between each. */
  public LineNeeds andTriple(int first, int second, int third) {
    return and(LineMeasure.TRIPLES, LineNumbers.triple(first, second, third));
  }

  /** Returns how much of a measure is needed. */
  public int least(LineMeasure measure) {
    return least[measure.place()];
  }

  /** Returns what is needed of digits, full stops, colons and hyphens; see {@link LineCounts}. */
  public long counts() {
    return counts;
  }

  /** Returns true if the line has enough of everything. */
  public boolean areMetBy(LineProfile line) {
    if (!line.reaches(counts) || digits.length > 0 && !line.numbers().reach(digits, least)) {
      return false;
    }
    for (LineMeasure measure : others) {
      if (!line.has(measure, least(measure))) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if one of {@code needs} is met. */
  public static boolean isOneMet(List<LineNeeds> needs, LineProfile line) {
    for (int i = 0; i < needs.size(); i++) {
      if (needs.get(i).areMetBy(line)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LineNeeds o && Arrays.equals(least, o.least);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(least);
  }

  /** Returns the measures that are needed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("LineNeeds[");
    String separator = "";
    for (LineMeasure measure : MEASURES) {
      if (least(measure) > 0) {
        text.append(separator).append(measure).append(' ').append(least(measure));
        separator = ", ";
      }
    }
    return text.append(']').toString();
  }
}
