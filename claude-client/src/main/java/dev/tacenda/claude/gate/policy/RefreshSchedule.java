package dev.tacenda.claude.gate.policy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs a task again and again, with pauses that differ by up to a fifth. Thread-safe. */
final class RefreshSchedule {
  private final Runnable task;
  private final Duration period;
  private final ScheduledExecutorService executor;
  private final RandomGenerator random;
  private final Object lock = new Object();
  private boolean stopped;
  private @Nullable Future<?> next;

  RefreshSchedule(
      Runnable task, Duration period, ScheduledExecutorService executor, RandomGenerator random) {
    this.task = Objects.requireNonNull(task, "task");
    this.period = Objects.requireNonNull(period, "period");
    this.executor = Objects.requireNonNull(executor, "executor");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** Plans the next run, unless it is over. */
  void next() {
    long millis = period.toMillis();
    long pause = millis - millis / 5 + (long) (random.nextDouble() * 2 * (millis / 5.0));
    synchronized (lock) {
      if (stopped) {
        return;
      }
      try {
        next = executor.schedule(this::run, pause, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        stopped = true; // The executor was shut down, and with it the schedule.
      }
    }
  }

  private void run() {
    try {
      task.run();
    } finally {
      next();
    }
  }

  void stop() {
    synchronized (lock) {
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
    }
  }
}
