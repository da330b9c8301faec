package dev.tacenda.gateway.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Applies a function to many inputs on several threads and hands out the results in the order of
 * the inputs. Only a few more inputs than threads are under way, so memory stays bounded.
 */
final class OrderedPool<I, O> implements AutoCloseable {
  private static final int AHEAD_PER_THREAD = 16;

  private final ExecutorService threads;
  private final int ahead;
  private final Function<I, O> work;
  private final Deque<Future<O>> underWay = new ArrayDeque<>();

  /** Takes the results, on the thread that runs the pool. */
  interface Sink<O, E extends Exception> {
    void accept(O result) throws E;
  }

  OrderedPool(int jobs, Function<I, O> work) {
    this.threads = Executors.newFixedThreadPool(jobs, OrderedPool::daemon);
    this.ahead = jobs * AHEAD_PER_THREAD;
    this.work = work;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tacenda-scan");
    thread.setDaemon(true); // an error of the sink must not keep the process
    return thread;
  }

  /**
   * Works through the inputs.
   *
   * @throws ExecutionException if the function throws
   * @throws E if the sink does
   */
  <E extends Exception> void run(Iterator<I> inputs, Sink<O, E> sink)
      throws InterruptedException, ExecutionException, E {
    while (inputs.hasNext() || !underWay.isEmpty()) {
      while (inputs.hasNext() && underWay.size() < ahead) {
        I input = inputs.next();
        underWay.add(threads.submit(() -> work.apply(input)));
      }
      sink.accept(underWay.remove().get());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
