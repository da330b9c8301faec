package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditRecord.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * When the next checkpoint is due: at once when a session ended or 1,000 records are unsigned,
 * after the interval when any is, and after 60 intervals when none is, so that a quiet log is told
 * from one that was cut. Confined to one thread.
 */
final class CheckpointClock {
  private static final int MAX_UNSIGNED = 1000;
  private static final int IDLE_INTERVALS = 60;

  private final LongSupplier nanoTime;
  private final long interval;
  private long lastSigned;
  private int unsigned;
  private boolean atOnce;

  CheckpointClock(LongSupplier nanoTime, Duration interval) {
    this.nanoTime = nanoTime;
    this.interval = interval.toNanos();
    this.lastSigned = nanoTime.getAsLong();
  }

  void took(List<Entry> batch) {
    for (Entry entry : batch) {
      unsigned += entry.isMarker() ? 0 : 1;
      atOnce |= entry.kind == Kind.SESSION_CLOSED;
    }
  }

  void signed() {
    lastSigned = nanoTime.getAsLong();
    unsigned = 0;
    atOnce = false;
  }

  boolean isDue() {
    return nanosLeft() <= 0;
  }

  long nanosLeft() {
    if (atOnce || unsigned >= MAX_UNSIGNED) {
      return 0;
    }
    long wait = unsigned > 0 ? interval : interval * IDLE_INTERVALS;
    return wait - (nanoTime.getAsLong() - lastSigned);
  }
}
