package dev.tacenda.claude.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until one thread moves it. */
public final class SettableClock extends Clock {
  private volatile Instant now;

  /** Begins at {@code start}. */
  public SettableClock(Instant start) {
    this.now = start;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    Instant before = now;
    now = before.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }
}
