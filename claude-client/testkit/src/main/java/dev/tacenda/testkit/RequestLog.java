package dev.tacenda.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests seen so far, in order of arrival. Thread-safe. */
final class RequestLog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<RecordedRequest> requests = new ArrayList<>();

  RecordedRequest add(RequestReader.Incoming incoming) {
    lock.lock();
    try {
      boolean complete = incoming.fault() == RequestReader.Fault.NONE;
      RecordedRequest request =
          new RecordedRequest(requests.size() + 1, incoming.head(), incoming.body(), complete);
      requests.add(request);
      grown.signalAll();
      return request;
    } finally {
      lock.unlock();
    }
  }

  List<RecordedRequest> all() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  List<RecordedRequest> await(int count, Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (requests.size() < count && left > 0) {
        left = grown.awaitNanos(left);
      }
      if (requests.size() < count) {
        throw new AssertionError(
            "expected " + count + " requests within " + atMost + ", saw " + requests.size());
      }
      return List.copyOf(requests);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for requests", e);
    } finally {
      lock.unlock();
    }
  }
}
