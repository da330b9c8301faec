package dev.tacenda.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Keeps records in memory, for tests and for programs that show what happened at their end. It
 * grows with each record and is gone with the process. Thread-safe.
 */
public final class InMemoryAuditSink implements AuditSink {
  private final Object lock = new Object();
  private final List<AuditRecord> records = new ArrayList<>();
  private boolean closed;

  /** Makes an empty sink. */
  public InMemoryAuditSink() {}

  @Override
  public void write(AuditRecord record) {
    Objects.requireNonNull(record, "record");
    synchronized (lock) {
      if (closed) {
        throw new AuditException(AuditException.Reason.CLOSED, "the in-memory sink is closed");
      }
      records.add(record);
    }
  }

  @Override
  public void flush() {
    // A record is stored when write returns.
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  /** Returns the records so far, in the order of their writes. Works after close too. */
  public List<AuditRecord> records() {
    synchronized (lock) {
      return List.copyOf(records);
    }
  }

  @Override
  public String toString() {
    return "InMemoryAuditSink[" + records().size() + " records]";
  }
}
