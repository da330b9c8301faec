package dev.tacenda.claude.gate.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved. */
final class SettableClock extends Clock {
  private volatile Instant now = Instant.parse("2026-12-01T08:00:00Z");

  /** To be called by one thread. */
  void pass(Duration time) {
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
    return this;
  }
}
