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
  /** Every line may do. */
  public static final List<LineNeeds> NONE = List.of(new LineNeeds(new int[LineMeasure.count()]));

  /** The least of each measure. */
  private final int[] least;

  /** The measures that are needed, those first that the fewest lines have. */
  private final int[] needed;

  private LineNeeds(int[] least) {
    this.least = least;
    int[] all = new int[least.length];
    int count = 0;
    for (int at = least.length - 1; at >= 0; at--) {
      if (least[at] > 0) {
        all[count++] = at;
      }
    }
    this.needed = Arrays.copyOf(all, count);
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
    both[measure.place()] = Math.max(both[measure.place()], more);
    return new LineNeeds(both);
  }

  /** Returns how much of a measure is needed. */
  public int least(LineMeasure measure) {
    return least[measure.place()];
  }

  /** Returns true if the line has enough of everything. */
  public boolean areMetBy(LineProfile line) {
    for (int at : needed) {
      if (line.get(at) < least[at]) {
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
    for (LineMeasure measure : LineMeasure.values()) {
      if (least(measure) > 0) {
        text.append(separator).append(measure).append(' ').append(least(measure));
        separator = ", ";
      }
    }
    return text.append(']').toString();
  }
}
