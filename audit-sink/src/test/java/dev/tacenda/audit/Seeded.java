package dev.tacenda.audit;

import java.util.Random;

/** Randomness that can be repeated: {@code -Dtacenda.seed=N}. */
public final class Seeded {
  public final long seed;
  public final Random random;

  private Seeded(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Uses the seed that was asked for, or else this one. */
  public static Seeded orElse(long seed) {
    return new Seeded(Long.getLong("tacenda.seed", seed));
  }

  /** For the failure message of an assertion. */
  @Override
  public String toString() {
    return "repeat with -Dtacenda.seed=" + seed;
  }
}
