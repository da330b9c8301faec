package dev.tacenda.mask;

import java.util.SplittableRandom;

/** The seed of a generated test: set {@code -Dtacenda.seed=N} to repeat a run that failed. */
final class Seed {
  private static final long DEFAULT = 20_261_122;

  private Seed() {}

  static long value() {
    return Long.getLong("tacenda.seed", DEFAULT);
  }

  static SplittableRandom random() {
    return new SplittableRandom(value());
  }

  /** What a failure message says so that the run can be repeated. */
  static String note() {
    return "-Dtacenda.seed=" + value();
  }
}
