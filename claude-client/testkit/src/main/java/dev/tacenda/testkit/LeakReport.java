package dev.tacenda.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link LeakCheck} found. It holds names and places, never a planted value. Immutable.
 *
 * <p>A clean report says that the values were not in the evidence that was searched, in the
 * encodings that were searched. It says nothing about evidence nobody handed in.
 *
 * @param planted how many values were looked for
 * @param places how many pieces of evidence were searched
 * @param bytes how many bytes of evidence were searched, unpacked forms not counted
 * @param leakedNames the names of all values that were found, sorted
 * @param leaks where they were found; at most {@link #MAX_LEAKS}
 * @param uninspected evidence that could not be searched, each with the reason
 */
public record LeakReport(
    int planted,
    int places,
    long bytes,
    Set<String> leakedNames,
    List<Leak> leaks,
    List<String> uninspected) {

  /** The most leaks a report lists; more are still counted by name. */
  public static final int MAX_LEAKS = 10_000;

  private static final int SHOWN = 50;

  public LeakReport {
    leakedNames = Collections.unmodifiableSet(new TreeSet<>(leakedNames));
    leaks = List.copyOf(leaks);
    uninspected = List.copyOf(uninspected);
  }

  /** How many of the planted values were found. */
  public int found() {
    return leakedNames.size();
  }

  /** True if something was searched, all of it could be searched, and nothing was found. */
  public boolean isClean() {
    return places > 0 && uninspected.isEmpty() && leakedNames.isEmpty();
  }

  /**
   * Throws unless the report is clean. An empty search is not clean, and neither is evidence that
   * could not be read.
   *
   * @return this report
   * @throws AssertionError with the report as its message
   */
  public LeakReport assertClean() {
    if (!isClean()) {
      throw new AssertionError(toString());
    }
    return this;
  }

  /** The counts, then one line for each leak and each piece of evidence that was not searched. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("leak check: ").append(found()).append(" of ");
    text.append(planted).append(" planted values found in ").append(places);
    text.append(places == 1 ? " place (" : " places (").append(bytes).append(" bytes)");
    if (places == 0) {
      text.append("\n  nothing was searched, so nothing is proven");
    }
    leaks.stream()
        .limit(SHOWN)
        .forEach(
            leak ->
                text.append("\n  ")
                    .append(leak.name())
                    .append(" in ")
                    .append(leak.where())
                    .append(" at ")
                    .append(leak.offset())
                    .append(": ")
                    .append(leak.encoding()));
    if (leaks.size() > SHOWN) {
      text.append("\n  and ").append(leaks.size() - SHOWN).append(" more");
    }
    uninspected.forEach(line -> text.append("\n  not searched: ").append(line));
    return text.toString();
  }
}
