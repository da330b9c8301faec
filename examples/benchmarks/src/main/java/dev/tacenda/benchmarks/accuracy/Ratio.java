package dev.tacenda.benchmarks.accuracy;

import java.util.Collection;
import java.util.Locale;

/** Shares as the reference scorers compute them: a share of nothing is no number. */
final class Ratio {
  private Ratio() {}

  static double of(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The mean of the values that are numbers. */
  static double mean(Collection<Double> values) {
    return values.stream()
        .filter(value -> !value.isNaN())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** In percent with one digit, or a dash. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
