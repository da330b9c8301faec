package dev.tacenda.benchmarks.speed;

import java.util.Locale;

/**
 * A figure that is worth reading, mostly the ratio of two rows, and what it should be.
 *
 * @param name what it says
 * @param unit {@code x} for ratios
 * @param value the figure
 * @param bar what it should be
 */
record Figure(String name, String unit, double value, Bar bar) {

  /**
   * What a figure should be.
   *
   * @param kind how the figure is compared
   * @param value with what
   */
  record Bar(Kind kind, double value) {
    private enum Kind {
      NONE,
      AT_MOST,
      AT_LEAST
    }

    static Bar none() {
      return new Bar(Kind.NONE, 0);
    }

    static Bar atMost(double value) {
      return new Bar(Kind.AT_MOST, value);
    }

    static Bar atLeast(double value) {
      return new Bar(Kind.AT_LEAST, value);
    }

    private boolean isMetBy(double figure) {
      return switch (kind) {
        case NONE -> true;
        case AT_MOST -> figure <= value;
        case AT_LEAST -> figure >= value;
      };
    }

    @Override
    public String toString() {
      return switch (kind) {
        case NONE -> "";
        case AT_MOST -> "<= " + number(value);
        case AT_LEAST -> ">= " + number(value);
      };
    }
  }

  /** Returns {@code yes}, {@code NO}, or nothing if there is no bar. */
  String met() {
    if (bar.kind() == Bar.Kind.NONE) {
      return "";
    }
    return bar.isMetBy(value) ? "yes" : "NO";
  }

  /** Returns the figure with its unit. */
  String shown() {
    return number(value) + " " + unit;
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
