package dev.tacenda.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tacenda.audit.AuditException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditSinkTest {
  private final AuditRecord record = Records.opened();

  /** Fails each call with its own exception. */
  private record FailingSink(RuntimeException failure) implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      throw failure;
    }

    @Override
    public void flush() {
      throw failure;
    }

    @Override
    public void close() {
      throw failure;
    }
  }

  @Test
  void noopTakesEverything() {
    AuditSink sink = AuditSink.noop();
    sink.write(record);
    sink.flush();
    sink.close();
    assertThat(sink).hasToString("AuditSink.noop()");
  }

  @Test
  void inMemoryKeepsTheOrderAndIsReadableAfterClose() {
    InMemoryAuditSink sink = new InMemoryAuditSink();
    AuditRecord second = Records.closed();
    sink.write(record);
    List<AuditRecord> before = sink.records();
    sink.write(second);
    sink.flush();
    sink.close();

    assertThat(before).containsExactly(record);
    assertThat(sink.records()).containsExactly(record, second);
    assertThat(sink).hasToString("InMemoryAuditSink[2 records]");
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> sink.write(record))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
  }

  @Test
  void compositeTriesAllSinksAfterOneHasFailed() {
    AuditException first = new AuditException(Reason.WRITE_FAILED, "first");
    AuditException third = new AuditException(Reason.POISONED, "third");
    InMemoryAuditSink second = new InMemoryAuditSink();
    InMemoryAuditSink fourth = new InMemoryAuditSink();
    AuditSink sink =
        AuditSink.composite(new FailingSink(first), second, new FailingSink(third), fourth);

    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> sink.write(record))
        .isSameAs(first)
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(third));
    assertThat(second.records()).containsExactly(record);
    assertThat(fourth.records()).containsExactly(record);
  }

  @Test
  void compositeClosesAndFlushesAllSinks() {
    AuditException failure = new AuditException(Reason.TIMED_OUT, "slow");
    InMemoryAuditSink other = new InMemoryAuditSink();
    AuditSink sink = AuditSink.composite(new FailingSink(failure), other);

    assertThatExceptionOfType(AuditException.class).isThrownBy(sink::flush).isSameAs(failure);
    assertThatExceptionOfType(AuditException.class).isThrownBy(sink::close).isSameAs(failure);
    assertThatExceptionOfType(AuditException.class).isThrownBy(() -> other.write(record));
  }

  @Test
  void compositeWrapsWhatASinkShouldNotHaveThrown() {
    IllegalStateException broken = new IllegalStateException("broken");
    InMemoryAuditSink other = new InMemoryAuditSink();
    AuditSink sink = AuditSink.composite(new FailingSink(broken), other);

    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> sink.write(record))
        .withMessage("SINK_FAILED: a sink threw java.lang.IllegalStateException")
        .withCause(broken);
    assertThat(other.records()).containsExactly(record);
  }

  @Test
  void compositeOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(AuditSink::composite)
        .withMessage("sinks must not be empty; to store nothing use noop()");
  }
}
