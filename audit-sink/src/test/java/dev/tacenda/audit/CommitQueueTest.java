package dev.tacenda.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.CommitQueue.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
  private static final int CAPACITY = 1024;

  private final CommitQueue queue = new CommitQueue();

  @Test
  void isBoundedAndDropsNothing() throws InterruptedException {
    for (int i = 0; i < CAPACITY; i++) {
      queue.put(new Entry(new byte[1]), 1);
    }

    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> queue.put(new Entry(new byte[1]), 1))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
    assertThat(queue.take()).hasSize(CAPACITY);
    queue.put(new Entry(new byte[1]), 1);
  }

  @Test
  void givesLargeEntriesInSeveralBatches() throws InterruptedException {
    Entry first = new Entry(new byte[1 << 20]);
    Entry second = new Entry(new byte[1]);
    queue.put(first, 1);
    queue.put(second, 1);

    assertThat(queue.take()).containsExactly(first);
    assertThat(queue.take()).containsExactly(second);
  }

  @Test
  void givesWhatIsInsideAfterCloseAndThenNothing() throws InterruptedException {
    Entry entry = new Entry(new byte[1]);
    queue.put(entry, 1);
    queue.close();

    assertThat(queue.take()).containsExactly(entry);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void failsWhatIsInside() throws InterruptedException {
    Entry entry = new Entry(new byte[1]);
    queue.put(entry, 1);
    queue.fail(new IllegalStateException("first"));
    queue.fail(new IllegalStateException("second"));

    assertThat(entry.durable).isCompletedExceptionally();
    assertThat(queue.take()).isEqualTo(List.of());
    assertThat(queue.failure()).hasMessage("first");
  }

  @Test
  void takesInAnEntryOfAnInterruptedThreadIfThereIsRoom() throws InterruptedException {
    Thread.currentThread().interrupt();
    queue.put(new Entry(new byte[1]), 1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue.take()).hasSize(1);
  }
}
