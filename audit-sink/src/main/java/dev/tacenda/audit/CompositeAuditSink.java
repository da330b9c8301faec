package dev.tacenda.audit;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives each call to all of its sinks, whatever some of them throw. */
final class CompositeAuditSink implements AuditSink {
  private final List<AuditSink> sinks;

  CompositeAuditSink(AuditSink... sinks) {
    this.sinks = List.of(sinks);
    if (this.sinks.isEmpty()) {
      throw new IllegalArgumentException("sinks must not be empty; to store nothing use noop()");
    }
  }

  @Override
  public void write(AuditRecord record) {
    Objects.requireNonNull(record, "record");
    forEach(sink -> sink.write(record));
  }

  @Override
  public void flush() {
    forEach(AuditSink::flush);
  }

  @Override
  public void close() {
    forEach(AuditSink::close);
  }

  private void forEach(Consumer<AuditSink> call) {
    AuditException failure = null;
    for (AuditSink sink : sinks) {
      failure = join(failure, call(sink, call));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable AuditException call(AuditSink sink, Consumer<AuditSink> call) {
    try {
      call.accept(sink);
      return null;
    } catch (AuditException e) {
      return e;
    } catch (RuntimeException e) {
      // A sink of a user may break the law; the others still get the record.
      return new AuditException(
          AuditException.Reason.SINK_FAILED, "a sink threw " + e.getClass().getName(), e);
    }
  }

  private static @Nullable AuditException join(
      @Nullable AuditException first, @Nullable AuditException next) {
    if (first == null || next == null || first == next) {
      return first == null ? next : first;
    }
    first.addSuppressed(next);
    return first;
  }

  @Override
  public String toString() {
    return "AuditSink.composite(" + sinks + ")";
  }
}
