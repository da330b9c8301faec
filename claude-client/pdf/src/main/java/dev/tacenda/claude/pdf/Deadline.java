package dev.tacenda.claude.pdf;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time until which a document has to be read. Thread-safe. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  Deadline(LongSupplier nanoTime, Duration time) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + time.toNanos();
  }

  /**
   * Does nothing before the end.
   *
   * @throws UnreadableException behind it
   */
  void check() throws UnreadableException {
    if (nanoTime.getAsLong() - end > 0) {
      throw new UnreadableException("it takes too long");
    }
  }
}
