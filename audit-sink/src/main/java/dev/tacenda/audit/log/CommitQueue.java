package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way from callers to the one thread that writes. Bounded; a full queue makes
 * callers wait, and nothing is ever dropped: an entry that was taken in is completed, with success
 * or with a failure. Thread-safe.
 */
final class CommitQueue {
  private static final int MAX_ENTRIES = 1024;
  private static final int MAX_BATCH_BYTES = 8 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private boolean closed;
  private @Nullable Exception failure;

  /**
   * Takes in an entry, waiting up to {@code nanos} for a place. Does not look at the interrupt flag
   * unless it has to wait, so that the last record of a cancelled call is not lost.
   */
  void put(Entry entry, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (entries.size() >= MAX_ENTRIES && !closed) {
        if (left <= 0) {
          throw new AuditException(AuditException.Reason.TIMED_OUT, "the queue stayed full");
        }
        left = notFull.awaitNanos(left);
      }
      checkOpen();
      entries.add(entry);
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (failure != null) {
      throw poisoned(failure);
    }
    if (closed) {
      throw new AuditException(AuditException.Reason.CLOSED, "the sink is closed");
    }
  }

  /**
   * Waits for entries and removes some; returns none if none came in {@code nanos}, or if the queue
   * is closed and empty.
   */
  List<Entry> take(long nanos) {
    lock.lock();
    try {
      awaitEntries(nanos);
      List<Entry> batch = new ArrayList<>();
      for (long bytes = 0; bytes < MAX_BATCH_BYTES && !entries.isEmpty(); ) {
        Entry entry = entries.remove();
        bytes += entry.bytes();
        batch.add(entry);
      }
      notFull.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void awaitEntries(long nanos) {
    try {
      long left = nanos;
      while (entries.isEmpty() && !closed && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Somebody may interrupt all threads of a group; the one that writes asks again.
    }
  }

  /** Returns true if nothing is inside and nothing will come. */
  boolean isDrained() {
    lock.lock();
    try {
      return closed && entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes in no more entries; those inside are still written. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes in no more entries and fails those inside. Only the first cause is kept. */
  void fail(Exception cause) {
    List<Entry> abandoned;
    lock.lock();
    try {
      failure = failure == null ? cause : failure;
      closed = true;
      abandoned = new ArrayList<>(entries);
      entries.clear();
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
    abandoned.forEach(entry -> entry.durable.completeExceptionally(poisoned(cause)));
  }

  /** Returns why the queue failed, or null. */
  @Nullable Exception failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private static AuditException poisoned(Exception cause) {
    return new AuditException(
        AuditException.Reason.POISONED, "an earlier write failed; open a new sink", cause);
  }
}
