package dev.tacenda.claude;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes executors that nobody need shut down. */
final class IdleThreads {
  private static final int KEPT_SECONDS = 10;

  private IdleThreads() {}

  /** Returns an executor whose daemon threads are made when needed and end when idle. */
  static Executor executor() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        KEPT_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "tacenda-http-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
