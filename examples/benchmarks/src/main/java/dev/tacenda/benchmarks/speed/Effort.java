package dev.tacenda.benchmarks.speed;

/**
 * How long is measured.
 *
 * @param forks processes for each benchmark
 * @param warmups iterations before the measurement
 * @param measurements iterations that count
 * @param iterationMillis the length of each; one operation at least
 * @param coldStarts processes for each JDK that measure the first call
 */
record Effort(int forks, int warmups, int measurements, int iterationMillis, int coldStarts) {
  Effort {
    if (forks < 1 || forks > 100) {
      throw new IllegalArgumentException("forks must be in 1..100, was " + forks);
    }
  }

  /**
   * Ten seconds of warm-up: with two threads on two cores the compiler gets its turn late, and
   * three seconds measured code that was not compiled yet.
   */
  static Effort thorough(int forks) {
    return new Effort(forks, 10, 3, 1000, 10);
  }

  /** Enough to see that it works; the figures are not worth keeping. */
  static Effort quick(int forks) {
    return new Effort(forks, 2, 2, 300, 3);
  }
}
