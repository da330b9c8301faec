package dev.tacenda.audit;

import java.util.Objects;

/** Stores nothing. */
final class NoopAuditSink implements AuditSink {
  @Override
  public void write(AuditRecord record) {
    Objects.requireNonNull(record, "record");
  }

  @Override
  public void flush() {
    // Nothing is ever on its way.
  }

  @Override
  public void close() {
    // There is nothing to give up.
  }

  @Override
  public String toString() {
    return "AuditSink.noop()";
  }
}
