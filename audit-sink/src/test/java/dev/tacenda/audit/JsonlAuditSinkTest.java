package dev.tacenda.audit;

import static dev.tacenda.audit.Records.EXCHANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlAuditSinkTest {
  /** What {@code new Random(5)} gives. */
  private static final String CHAIN = "bf5903bb58cb352d441a9816e01ca09c";

  private final MemoryStorage storage = new MemoryStorage();

  private JsonlAuditSink inMemory() {
    return inMemory(Duration.ofSeconds(30));
  }

  private JsonlAuditSink inMemory(Duration timeout) {
    return JsonlAuditSink.builder(Path.of("/audit"))
        .clock(Clock.fixed(Records.TIME, ZoneOffset.UTC))
        .random(new Random(5))
        .timeout(timeout)
        .storage(storage)
        .open();
  }

  @Test
  void writesTheLogThatIsKeptAsAnExampleOfTheFormat() throws IOException {
    try (JsonlAuditSink sink = inMemory()) {
      sink.write(Records.opened());
      sink.write(Records.intent(EXCHANGE));
      sink.write(Records.completed(EXCHANGE));
    }

    assertThat(new String(storage.written(), UTF_8)).isEqualTo(GoldenLog.text());
  }

  @Test
  void theFileNameHasTimeAndChain() {
    try (JsonlAuditSink sink = inMemory()) {
      assertThat(sink.path())
          .isEqualTo(Path.of("/audit/audit-20261122T101530Z-" + CHAIN + ".jsonl"));
      assertThat(sink.checkpoint()).isEqualTo(new Checkpoint(CHAIN, 0, "0".repeat(64)));
      assertThat(sink).hasToString("JsonlAuditSink[" + sink.path() + "]");
    }
  }

  @Test
  void writeReturnsOnlyWhenTheRecordWouldSurviveAPowerCut() {
    try (JsonlAuditSink sink = inMemory()) {
      for (int i = 0; i < 20; i++) {
        UUID exchange = new UUID(7, i);
        sink.write(Records.intent(exchange));
        assertThat(new String(storage.durable(), UTF_8)).contains(exchange + "\"").endsWith("}\n");
        assertThat(sink.checkpoint().size()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void writeReturnsOnlyWhenTheRecordWouldSurviveAPowerCutAlsoFromManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> results = new ArrayList<>();
    try (JsonlAuditSink sink = inMemory()) {
      for (int i = 0; i < 400; i++) {
        UUID exchange = new UUID(7, i);
        Callable<Boolean> call =
            () -> {
              sink.write(Records.intent(exchange));
              return new String(storage.durable(), UTF_8).contains(exchange + "\"");
            };
        results.add(threads.submit(call));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void recordsThatWaitTogetherAreForcedTogether() throws Exception {
    int callers = 16;
    CountDownLatch arrived = storage.hold();
    try (JsonlAuditSink sink = inMemory()) {
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      tasks.add(start(() -> sink.write(Records.opened())));
      arrived.await();
      for (int i = 0; i < callers; i++) {
        UUID exchange = new UUID(7, i);
        tasks.add(start(() -> sink.write(Records.intent(exchange))));
      }
      storage.release();
      for (FutureTask<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
      assertThat(storage.forces()).isBetween(2, callers + 1);
      assertThat(sink.checkpoint().size()).isEqualTo(callers + 1);
    }
  }

  @Test
  void completesShortWrites() throws IOException {
    storage.limitEachWriteTo(7);
    try (JsonlAuditSink sink = inMemory()) {
      sink.write(Records.opened());
      sink.write(Records.closed());
    }

    assertThat(statusOf(storage.durable())).isEqualTo(ChainReport.Status.OK);
  }

  @Test
  void aFileThatTakesNothingIsAFailureAndNotALoop() {
    storage.limitEachWriteTo(0);
    JsonlAuditSink sink = inMemory();

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
  }

  @Test
  void isPoisonedAfterTheDiskIsFull() throws IOException {
    storage.limitSpaceTo(800);
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());
    fails(Reason.WRITE_FAILED, () -> sink.write(Records.intent(EXCHANGE)));
    storage.limitSpaceTo(Integer.MAX_VALUE);

    fails(Reason.POISONED, () -> sink.write(Records.closed()));
    fails(Reason.POISONED, sink::flush);
    fails(Reason.POISONED, sink::close);
    sink.close();

    assertThat(sink.checkpoint().size()).isEqualTo(1);
    assertThat(statusOf(storage.durable())).isEqualTo(ChainReport.Status.NO_SESSION_END);
    assertThat(statusOf(storage.written())).isEqualTo(ChainReport.Status.TORN_TAIL);
    assertThat(storage.isClosed()).isTrue();
  }

  @Test
  void doesNotForceAgainAfterAForceHasFailed() {
    IOException failure = new IOException("Input/output error");
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());
    storage.failForce(failure);
    AuditException thrown = fails(Reason.WRITE_FAILED, () -> sink.write(Records.intent(EXCHANGE)));
    storage.failForce(null);

    fails(Reason.POISONED, () -> sink.write(Records.closed()));
    fails(Reason.POISONED, sink::close);

    assertThat(thrown).hasCause(failure);
    assertThat(storage.forces()).isEqualTo(2);
    assertThat(sink.checkpoint().size()).isEqualTo(1);
  }

  @Test
  void callersThatWaitBehindAFailureAreToldToo() throws Exception {
    CountDownLatch arrived = storage.hold();
    storage.failForce(new IOException("Input/output error"));
    JsonlAuditSink sink = inMemory();
    FutureTask<Boolean> first = start(() -> sink.write(Records.opened()));
    arrived.await();
    FutureTask<Boolean> second = start(() -> sink.write(Records.closed()));
    storage.release();

    assertThat(first.get()).isFalse();
    assertThat(second.get()).isFalse();
  }

  @Test
  void anUnexpectedExceptionOfTheStoragePoisonsToo() {
    storage.failWrite(new IllegalStateException("broken"));
    JsonlAuditSink sink = inMemory();

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
    fails(Reason.POISONED, () -> sink.write(Records.opened()));
  }

  @Test
  void nobodyWaitsForAWriterThatDied() {
    storage.failWrite(new Error("an error that a test threw on purpose", null, false, false) {});
    JsonlAuditSink sink = inMemory(Duration.ofHours(1));

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
    fails(Reason.POISONED, () -> sink.write(Records.opened()));
  }

  @Test
  void reportsThatTheFileCouldNotBeClosed() {
    storage.failClose(new IOException("Input/output error"));
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());

    fails(Reason.POISONED, sink::close);
  }

  @Test
  void anInterruptedCallerGetsAnExceptionAndTheOthersGoOn() throws Exception {
    CountDownLatch arrived = storage.hold();
    try (JsonlAuditSink sink = inMemory()) {
      FutureTask<Boolean> flagKept =
          new FutureTask<>(
              () -> {
                fails(Reason.INTERRUPTED, () -> sink.write(Records.opened()));
                return Thread.currentThread().isInterrupted();
              });
      Thread caller = new Thread(flagKept);
      caller.start();
      arrived.await();
      caller.interrupt();
      assertThat(flagKept.get()).isTrue();
      storage.release();

      sink.write(Records.closed());
    }
    assertThat(statusOf(storage.durable())).isEqualTo(ChainReport.Status.OK);
  }

  @Test
  void interruptingACallerDoesNotCloseARealFile(@TempDir Path temp) throws IOException {
    try (JsonlAuditSink sink = JsonlAuditSink.open(temp.resolve("audit"))) {
      for (int i = 0; i < 50; i++) {
        Thread.currentThread().interrupt();
        fails(Reason.INTERRUPTED, () -> sink.write(Records.opened()));
        assertThat(Thread.interrupted()).isTrue();
        sink.write(Records.closed());
      }
      assertThat(sink.checkpoint().size()).isEqualTo(100);
      assertThat(AuditChain.verify(sink.path()).records()).isEqualTo(100);
    }
  }

  @Test
  void interruptingTheWriterThreadItselfDoesNoHarm(@TempDir Path temp) throws IOException {
    ThreadGroup group = new ThreadGroup("interrupted");
    List<JsonlAuditSink> opened = new ArrayList<>();
    Thread opener = new Thread(group, () -> opened.add(JsonlAuditSink.open(temp.resolve("audit"))));
    opener.start();
    joinUninterruptibly(opener);
    try (JsonlAuditSink sink = opened.get(0)) {
      group.interrupt();
      sink.write(Records.opened());
      sink.write(Records.closed());
      assertThat(AuditChain.verify(sink.path()).status()).isEqualTo(ChainReport.Status.OK);
    }
  }

  @Test
  void doesNotWaitForEver() {
    CountDownLatch unused = storage.hold();
    JsonlAuditSink sink = inMemory(Duration.ofMillis(20));

    fails(Reason.TIMED_OUT, () -> sink.write(Records.opened()));
    fails(Reason.TIMED_OUT, sink::flush);
    fails(Reason.TIMED_OUT, sink::close);
    storage.release();
    assertThat(unused.getCount()).isZero();
  }

  @Test
  void writesWhatIsOnItsWayBeforeItCloses() throws Exception {
    CountDownLatch arrived = storage.hold();
    JsonlAuditSink sink = inMemory();
    FutureTask<Boolean> write = start(() -> sink.write(Records.opened()));
    arrived.await();
    FutureTask<Boolean> close = start(sink::close);
    storage.release();

    assertThat(write.get()).isTrue();
    assertThat(close.get()).isTrue();
    assertThat(storage.isClosed()).isTrue();
    assertThat(statusOf(storage.durable())).isEqualTo(ChainReport.Status.NO_SESSION_END);
  }

  @Test
  void writesNothingAfterClose() {
    JsonlAuditSink sink = inMemory();
    sink.close();
    sink.close();

    fails(Reason.CLOSED, () -> sink.write(Records.opened()));
    fails(Reason.CLOSED, sink::flush);
    assertThat(storage.written()).isEmpty();
  }

  @Test
  void flushAddsNoLine() {
    try (JsonlAuditSink sink = inMemory()) {
      sink.write(Records.opened());
      int before = storage.written().length;
      sink.flush();
      assertThat(storage.written()).hasSize(before);
      assertThat(storage.forces()).isEqualTo(1);
    }
  }

  @Test
  void eachSinkHasAFileOfItsOwn(@TempDir Path temp) throws IOException {
    Path directory = temp.resolve("audit");
    try (JsonlAuditSink one = JsonlAuditSink.open(directory);
        JsonlAuditSink two = JsonlAuditSink.open(directory)) {
      one.write(Records.opened());
      two.write(Records.opened());
      assertThat(one.path()).isNotEqualTo(two.path());
      assertThat(Files.readString(one.path())).isNotEqualTo(Files.readString(two.path()));
    }
  }

  @Test
  void theTimeoutHasARange() {
    JsonlAuditSink.Builder builder = JsonlAuditSink.builder(Path.of("/audit"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ZERO))
        .withMessage("timeout must be in 1 ms..1 h, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ofHours(2)))
        .withMessage("timeout must be in 1 ms..1 h, was PT2H");
  }

  private static AuditException fails(Reason reason, Runnable call) {
    AuditException thrown = catchThrowableOfType(AuditException.class, call::run);
    assertThat(thrown).as("an exception with reason " + reason).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    return thrown;
  }

  /** Runs {@code call} in a thread of its own; the result is false if it threw. */
  private static FutureTask<Boolean> start(Runnable call) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              try {
                call.run();
                return true;
              } catch (AuditException e) {
                return false;
              }
            });
    new Thread(task).start();
    return task;
  }

  private static void joinUninterruptibly(Thread thread) {

    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ChainReport.Status statusOf(byte[] file) throws IOException {
    return AuditChain.verify(new ByteArrayInputStream(file), file.length, null).status();
  }
}
