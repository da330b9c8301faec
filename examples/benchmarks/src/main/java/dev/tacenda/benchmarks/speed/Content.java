package dev.tacenda.benchmarks.speed;

/** What a body holds. */
public enum Content {
  /** Nothing that a rule finds. */
  CLEAN,
  /** About 60 fake secrets for each megabyte, at least two. */
  FINDINGS;

  private static final long BYTES_BETWEEN = (1 << 20) / 60;

  /** Returns how many bytes of a body of {@code bytes} stand before each secret. */
  long bytesBetween(long bytes) {
    return this == CLEAN ? Long.MAX_VALUE : Math.min(BYTES_BETWEEN, bytes / 3);
  }
}
