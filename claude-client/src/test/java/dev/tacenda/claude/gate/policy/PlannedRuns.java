package dev.tacenda.claude.gate.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Takes note of what is to run later, and runs it when the test says so. */
final class PlannedRuns extends ScheduledThreadPoolExecutor {
  final List<Long> pauses = new ArrayList<>();
  private final Queue<Planned> planned = new ArrayDeque<>();

  private record Planned(Runnable task, ScheduledFuture<?> future) {}

  PlannedRuns() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    pauses.add(unit.toMillis(delay));
    // In a hundred years; the future is only there to be cancelled.
    ScheduledFuture<?> future = super.schedule(() -> {}, 36_500, TimeUnit.DAYS);
    planned.add(new Planned(task, future));
    return future;
  }

  /** Runs what is planned next, unless it was cancelled. */
  void runNext() {
    Planned next = planned.remove();
    if (!next.future().isCancelled()) {
      next.task().run();
    }
  }

  boolean isIdle() {
    return planned.isEmpty();
  }
}
