package dev.tacenda.claude.gate.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How a desk asks and waits.
 *
 * @param scope what is asked for
 * @param outsideIsDenied true if a request outside of an approved conversation is denied at once
 * @param waitAtMost how long people have
 * @param pollEvery how often to look
 * @param clock what time it is
 * @param sleeper waits
 * @param random spreads the times at which many jobs look
 */
record DeskSettings(
    ApprovalScope scope,
    boolean outsideIsDenied,
    Duration waitAtMost,
    Duration pollEvery,
    Clock clock,
    Sleeper sleeper,
    RandomGenerator random) {
  private static final Duration MAX_WAIT = Duration.ofHours(24);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
  private static final Duration MIN_PAUSE = Duration.ofMillis(50);

  DeskSettings {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(sleeper, "sleeper");
    Objects.requireNonNull(random, "random");
    require("waitAtMost", waitAtMost, Duration.ZERO, MAX_WAIT);
    require("pollEvery", pollEvery, MIN_PAUSE, MAX_PAUSE);
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }

  static DeskSettings standard() {
    return new DeskSettings(
        ApprovalScope.exact(),
        false,
        Duration.ofMinutes(10),
        Duration.ofSeconds(2),
        Clock.systemUTC(),
        Sleeper.ofThread(),
        RandomGenerator.getDefault());
  }

  /** Waits for about as long as {@code wish}, or the usual time if that is zero. */
  void pause(Duration wish, Duration atMost) throws InterruptedException {
    Duration usual = wish.isZero() ? pollEvery : wish;
    Duration bounded = usual.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : usual;
    Duration spread = bounded.plus(Duration.ofMillis(random.nextLong(1 + bounded.toMillis() / 4)));
    sleeper.sleep(spread.compareTo(atMost) > 0 ? atMost : spread);
  }

  DeskSettings scope(ApprovalScope value) {
    return new DeskSettings(value, outsideIsDenied, waitAtMost, pollEvery, clock, sleeper, random);
  }

  DeskSettings denyingOutside() {
    return new DeskSettings(scope, true, waitAtMost, pollEvery, clock, sleeper, random);
  }

  DeskSettings waitAtMost(Duration value) {
    return new DeskSettings(scope, outsideIsDenied, value, pollEvery, clock, sleeper, random);
  }

  DeskSettings pollEvery(Duration value) {
    return new DeskSettings(scope, outsideIsDenied, waitAtMost, value, clock, sleeper, random);
  }

  DeskSettings time(Clock newClock, Sleeper newSleeper, RandomGenerator newRandom) {
    return new DeskSettings(
        scope, outsideIsDenied, waitAtMost, pollEvery, newClock, newSleeper, newRandom);
  }
}
