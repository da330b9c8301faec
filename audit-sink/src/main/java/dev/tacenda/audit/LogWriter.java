package dev.tacenda.audit;

import dev.tacenda.audit.CommitQueue.Entry;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The one thread that touches the file. Callers never do, because interrupting a thread inside a
 * {@link java.nio.channels.FileChannel} closes the channel for everyone.
 *
 * <p>What arrives while the disk is busy is written and forced together: one force, many records.
 */
final class LogWriter implements Runnable {
  private final CommitQueue queue;
  private final Storage.AppendFile file;
  private final ChainWriter chain;
  private List<Entry> inFlight = List.of();
  private volatile Checkpoint durable;

  LogWriter(CommitQueue queue, Storage.AppendFile file, ChainWriter chain) {
    this.queue = queue;
    this.file = file;
    this.chain = chain;
    this.durable = chain.checkpoint();
  }

  /** Returns length and head of the chain as far as it is durable. */
  Checkpoint checkpoint() {
    return durable;
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
        fail(inFlight, new IllegalStateException("the writer thread ended early"));
      }
      closeFile();
    }
  }

  private void drain() {
    for (inFlight = queue.take(); !inFlight.isEmpty(); inFlight = queue.take()) {
      commit(inFlight);
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      queue.fail(e); // Everything acknowledged was forced before; close() still reports it.
    }
  }

  @TrustedCode("an entry is completed only after a force that covers its line")
  private void commit(List<Entry> batch) {
    // Somebody may interrupt all threads of a group; with the flag set the channel would close.
    Thread.interrupted();
    try {
      if (append(batch)) {
        file.force();
      }
      durable = chain.checkpoint();
      batch.forEach(entry -> entry.durable.complete(null));
    } catch (IOException | RuntimeException e) {
      fail(batch, e);
    }
  }

  private boolean append(List<Entry> batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Entry entry : batch) {
      if (entry.members.length > 0) {
        chain.append(entry.members, lines);
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
    while (bytes.hasRemaining()) {
      if (file.write(bytes) <= 0) {
        throw new IOException("the file takes no more bytes");
      }
    }
    return lines.size() > 0;
  }

  /**
   * Ends the sink. The force is not tried again: after a failed one Linux marks the pages clean, so
   * a second force would succeed without the bytes being on the disk.
   */
  private void fail(List<Entry> batch, Exception cause) {
    queue.fail(cause);
    AuditException failure =
        new AuditException(AuditException.Reason.WRITE_FAILED, "the record is in doubt", cause);
    batch.forEach(entry -> entry.durable.completeExceptionally(failure));
  }
}
