package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.GapReason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that touches the files. Callers never do, because interrupting a thread inside a
 * {@link java.nio.channels.FileChannel} closes the channel for everyone.
 *
 * <p>What arrives while the disk is busy is written and forced together: one force, many records.
 */
final class LogWriter implements Runnable {
  private final CommitQueue queue;
  private final SegmentLog log;
  private final CheckpointClock due;
  private List<Entry> inFlight = List.of();
  private boolean dead;

  LogWriter(CommitQueue queue, SegmentLog log, CheckpointClock due) {
    this.queue = queue;
    this.log = log;
    this.due = due;
  }

  @Override
  public void run() {
    boolean finished = false;
    try {
      drain();
      finished = true;
    } finally {
      if (!finished) {
        // Not an exception but an Error, which is not ours to catch: nobody must wait for ever.
        die(inFlight, new IllegalStateException("the writer thread ended early"));
      }
      close();
    }
  }

  private void drain() {
    while (!dead && !queue.isDrained()) {
      inFlight = queue.take(due.nanosLeft());
      // Somebody may interrupt all threads of a group; with the flag set the channel would close.
      Thread.interrupted();
      if (!inFlight.isEmpty()) {
        commit(inFlight);
      }
      if (!dead && due.isDue()) {
        checkpoint();
      }
    }
  }

  @TrustedCode("an entry is completed only after a force that covers its line")
  private void commit(List<Entry> batch) {
    List<Entry> allowed = log.isFull() ? withoutNewWork(batch) : batch;
    try {
      log.append(allowed);
      acknowledge(allowed);
    } catch (Segment.ForceFailedException e) {
      rewrite(allowed, GapReason.FORCE_FAILED, e);
    } catch (ClosedByInterruptException e) {
      rewrite(allowed, GapReason.WRITE_FAILED, e);
    } catch (IOException | RuntimeException e) {
      refuse(allowed, e);
    }
  }

  private void acknowledge(List<Entry> batch) {
    due.took(batch);
    batch.forEach(entry -> entry.durable.complete(null));
  }

  /** On a full disk, what was begun can be ended, and nothing can be begun. */
  private static List<Entry> withoutNewWork(List<Entry> batch) {
    List<Entry> allowed = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry.isEnding()) {
        allowed.add(entry);
      } else {
        fail(entry, Reason.NO_SPACE, "there is no room on the disk", null);
      }
    }
    return allowed;
  }

  /**
   * Goes on in a new segment, also if somebody interrupted this thread inside a write, which closes
   * the file. The force is not tried again: after a failed one Linux marks the pages clean, so a
   * second would succeed without the bytes being on the disk.
   */
  private void rewrite(List<Entry> batch, GapReason reason, Exception cause) {
    Thread.interrupted();
    try {
      log.startAfterFailure(reason, 0, batch);
      acknowledge(batch);
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(cause);
      die(batch, e);
    }
  }

  /** Says in a new segment, with the room that was kept for it, what could not be written. */
  private void refuse(List<Entry> batch, Exception cause) {
    int records = (int) batch.stream().filter(entry -> !entry.isMarker()).count();
    try {
      log.makeRoom();
      log.startAfterFailure(GapReason.WRITE_FAILED, records, List.of());
      due.took(batch);
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(cause);
      die(batch, e);
      return;
    }
    batch.forEach(entry -> fail(entry, Reason.WRITE_FAILED, "the record is in doubt", cause));
  }

  private void checkpoint() {
    try {
      log.checkpoint();
      due.signed();
    } catch (IOException | RuntimeException e) {
      retryCheckpoint(e);
    }
  }

  private void retryCheckpoint(Exception cause) {
    try {
      boolean forceFailed = cause instanceof Segment.ForceFailedException;
      if (!forceFailed && !Thread.interrupted()) {
        log.makeRoom();
      }
      log.startAfterFailure(
          forceFailed ? GapReason.FORCE_FAILED : GapReason.WRITE_FAILED, 0, List.of());
      log.checkpoint();
      due.signed();
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(cause);
      die(List.of(), e);
    }
  }

  /** Ends the sink: every later call throws. */
  private void die(List<Entry> batch, Exception cause) {
    dead = true;
    queue.fail(cause);
    batch.forEach(entry -> fail(entry, Reason.WRITE_FAILED, "the record is in doubt", cause));
  }

  private static void fail(Entry entry, Reason reason, String message, @Nullable Exception cause) {
    entry.durable.completeExceptionally(new AuditException(reason, message, cause));
  }

  private void close() {
    try {
      log.close(dead);
    } catch (IOException | RuntimeException e) {
      queue.fail(e); // Everything acknowledged was forced before; close() still reports it.
    }
  }
}
