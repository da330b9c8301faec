package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.Outcome;
import dev.tacenda.audit.Records;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
  private static final int CAPACITY = 1024;

  private static final long NOW = 1;

  private final CommitQueue queue = new CommitQueue();

  @Test
  void isBoundedAndDropsNothing() throws InterruptedException {
    for (int i = 0; i < CAPACITY; i++) {
      queue.put(Entry.of(Records.opened(), true), 1);
    }

    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> queue.put(Entry.of(Records.opened(), true), 1))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
    assertThat(queue.take(NOW)).hasSize(CAPACITY);
    queue.put(Entry.of(Records.opened(), true), 1);
  }

  @Test
  void givesLargeEntriesInSeveralBatches() throws InterruptedException {
    Entry first = large();
    Entry second = Entry.of(Records.opened(), true);
    queue.put(first, 1);
    queue.put(second, 1);

    assertThat(queue.take(NOW)).containsExactly(first);
    assertThat(queue.take(NOW)).containsExactly(second);
  }

  private static Entry large() {
    MaskedBody.Collector body = MaskedBody.collector();
    body.append(new byte[8 << 20], 0, 8 << 20);
    AuditRecord record =
        Records.exchange(Kind.RESPONSE_COMPLETED, Records.EXCHANGE)
            .httpStatus(200)
            .outcome(Outcome.SUCCESS)
            .body(body.finish())
            .build();
    return Entry.of(record, true);
  }

  @Test
  void givesWhatIsInsideAfterCloseAndThenNothing() throws InterruptedException {
    Entry entry = Entry.of(Records.opened(), true);
    queue.put(entry, 1);
    queue.close();

    assertThat(queue.take(NOW)).containsExactly(entry);
    assertThat(queue.take(NOW)).isEmpty();
    assertThat(queue.isDrained()).isTrue();
  }

  @Test
  void givesNothingAfterAWhile() {
    assertThat(queue.take(NOW)).isEmpty();
    assertThat(queue.isDrained()).isFalse();
  }

  @Test
  void failsWhatIsInside() throws InterruptedException {
    Entry entry = Entry.of(Records.opened(), true);
    queue.put(entry, 1);
    queue.fail(new IllegalStateException("first"));
    queue.fail(new IllegalStateException("second"));

    assertThat(entry.durable).isCompletedExceptionally();
    assertThat(queue.take(NOW)).isEqualTo(List.of());
    assertThat(queue.failure()).hasMessage("first");
  }

  @Test
  void takesInAnEntryOfAnInterruptedThreadIfThereIsRoom() throws InterruptedException {
    Thread.currentThread().interrupt();
    queue.put(Entry.of(Records.opened(), true), 1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue.take(NOW)).hasSize(1);
  }
}
