package dev.tacenda.claude.gate.identity;

import java.time.Duration;
import java.util.Objects;

/**
 * What the times of a token may be. Immutable.
 *
 * @param lifetime how long it may live, 24 hours at most
 * @param age how long ago it may have been issued, 24 hours at most
 * @param skew by how much the clocks may differ, 60 seconds at most
 */
record TimeLimits(Duration lifetime, Duration age, Duration skew) {
  private static final Duration MAX_SKEW = Duration.ofSeconds(60);
  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  TimeLimits {
    requireRange("maxLifetime", lifetime, MAX_LIFETIME);
    requireRange("maxAge", age, MAX_LIFETIME);
    requireRange("skew", skew, MAX_SKEW);
  }

  private static void requireRange(String name, Duration value, Duration max) {
    if (Objects.requireNonNull(value, name).isNegative() || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be in 0s.." + max.toSeconds() + "s, was " + value.toSeconds());
    }
  }

  /** Those that count unless others are set. */
  static TimeLimits unset() {
    return new TimeLimits(Duration.ofHours(1), MAX_LIFETIME, Duration.ofSeconds(30));
  }

  TimeLimits withLifetime(Duration other) {
    return new TimeLimits(other, age, skew);
  }

  TimeLimits withAge(Duration other) {
    return new TimeLimits(lifetime, other, skew);
  }

  TimeLimits withSkew(Duration other) {
    return new TimeLimits(lifetime, age, other);
  }
}
