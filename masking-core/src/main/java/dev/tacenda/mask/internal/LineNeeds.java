package dev.tacenda.mask.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line must hold at the least for a detector to find something in it, as counts of its
 * {@link LineProfile}. Because it is data, lines can be sorted out before any detector is asked.
 *
 * @param digits ASCII digits
 * @param dots full stops
 * @param colons colons
 * @param dashes hyphens
 * @param quotes single and double quotes, and grave accents
 * @param longestWord length of the longest run of ASCII letters and digits
 */
public record LineNeeds(int digits, int dots, int colons, int dashes, int quotes, int longestWord) {
  /** Every line may do. */
  public static final List<LineNeeds> NONE = List.of(new LineNeeds(0, 0, 0, 0, 0, 0));

  // Written out: those of a record are linked when first called, which takes long.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LineNeeds o
        && digits == o.digits
        && dots == o.dots
        && colons == o.colons
        && dashes == o.dashes
        && quotes == o.quotes
        && longestWord == o.longestWord;
  }

  @Override
  public int hashCode() {
    return ((((digits * 31 + dots) * 31 + colons) * 31 + dashes) * 31 + quotes) * 31 + longestWord;
  }

  /** Returns the need of so many digits. */
  public static LineNeeds digits(int count) {
    return new LineNeeds(count, 0, 0, 0, 0, 0);
  }

  /** Returns the need of so many full stops and digits. */
  public static LineNeeds dotsAndDigits(int dots, int digits) {
    return new LineNeeds(digits, dots, 0, 0, 0, 0);
  }

  /** Returns the need of so many colons. */
  public static LineNeeds colons(int count) {
    return new LineNeeds(0, 0, count, 0, 0, 0);
  }

  /** Returns the need of so many hyphens. */
  public static LineNeeds dashes(int count) {
    return new LineNeeds(0, 0, 0, count, 0, 0);
  }

  /** Returns the need of so many quotes. */
  public static LineNeeds quotes(int count) {
    return new LineNeeds(0, 0, 0, 0, count, 0);
  }

  /** Returns the need of a run of so many letters and digits. */
  public static LineNeeds word(int length) {
    return new LineNeeds(0, 0, 0, 0, 0, length);
  }

  /** Returns the same need with at least so many digits. */
  public LineNeeds withDigits(int count) {
    return new LineNeeds(Math.max(digits, count), dots, colons, dashes, quotes, longestWord);
  }

  /** Returns true if the line has enough of everything. */
  public boolean areMetBy(LineProfile line) {
    return line.digits() >= digits
        && line.dots() >= dots
        && line.colons() >= colons
        && line.dashes() >= dashes
        && line.quotes() >= quotes
        && line.longestWord() >= longestWord;
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
}
