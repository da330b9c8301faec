package dev.tacenda.claude.gate.approval;

import java.time.Duration;

/** Waits, so that tests do not have to. */
@FunctionalInterface
public interface Sleeper {

  /** Waits for {@code time}. */
  void sleep(Duration time) throws InterruptedException;

  /** Really waits. */
  static Sleeper ofThread() {
    return time -> Thread.sleep(time.toMillis());
  }
}
