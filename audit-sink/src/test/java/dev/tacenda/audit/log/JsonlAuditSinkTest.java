package dev.tacenda.audit.log;

import static dev.tacenda.audit.Records.EXCHANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink promises to its callers, also if they are interrupted or the storage is slow. */
class JsonlAuditSinkTest {
  private final CrashFs disk = new CrashFs();

  private String durable() {
    return new String(disk.afterPowerCut().content(".jsonl"), UTF_8);
  }

  private JsonlAuditSink inMemory() {
    return Logs.in(disk).open();
  }

  @Test
  void theDirectoryOfALogHasTimeAndChance() {
    try (JsonlAuditSink sink = inMemory()) {
      assertThat(sink.path().toString()).matches("/audit/20261122T101530Z-[0-9a-f]{32}");
      assertThat(sink.anchor().size()).isEqualTo(1);
      assertThat(sink).hasToString("JsonlAuditSink[" + sink.path() + "]");
    }
  }

  @Test
  void aClosedLogIsWholeAndSigned() throws IOException {
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());
    sink.write(Records.intent(EXCHANGE));
    sink.write(Records.completed(EXCHANGE));
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.OK);
    assertThat(log.kinds())
        .containsExactly(
            "session.opened", "request.intended", "response.completed", "session.closed");
    assertThat(log.headers.get(0).key()).contains(sink.firstKey());
    assertThat(log.result.signedLines()).isEqualTo(log.result.tree().size() - 1);
    assertThat(disk.list(sink.path())).containsExactly("000000.jsonl");
  }

  @Test
  void sessionsHaveChainsOfTheirOwn() throws IOException {
    JsonlAuditSink sink = inMemory();
    for (int i = 0; i < 3; i++) {
      for (int session = 1; session <= 2; session++) {
        sink.write(
            AuditRecord.builder(Kind.SESSION_CLOSED, Records.TIME, new UUID(0, session)).build());
      }
    }
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.entries.stream().map(entry -> entry.chain()).distinct()).hasSize(2);
    assertThat(log.entries.stream().map(entry -> entry.seq()))
        .containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
  }

  @Test
  void writeReturnsOnlyWhenTheRecordWouldSurviveAPowerCut() {
    try (JsonlAuditSink sink = inMemory()) {
      for (int i = 0; i < 20; i++) {
        UUID exchange = new UUID(7, i);
        sink.write(Records.intent(exchange));
        assertThat(durable()).contains(exchange + "\"").endsWith("}\n");
      }
    }
  }

  @Test
  void writeReturnsOnlyWhenTheRecordWouldSurviveAPowerCutAlsoFromManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> results = new ArrayList<>();
    try (JsonlAuditSink sink = inMemory()) {
      for (int i = 0; i < 200; i++) {
        UUID exchange = new UUID(7, i);
        Callable<Boolean> call =
            () -> {
              sink.write(Records.intent(exchange));
              return durable().contains(exchange + "\"");
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
    try (JsonlAuditSink sink = inMemory()) {
      int before = disk.forces();
      CountDownLatch arrived = disk.hold();
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      tasks.add(start(() -> sink.write(Records.opened())));
      arrived.await();
      for (int i = 0; i < callers; i++) {
        UUID exchange = new UUID(7, i);
        tasks.add(start(() -> sink.write(Records.intent(exchange))));
      }
      disk.release();
      for (FutureTask<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
      assertThat(disk.forces() - before).isBetween(2, callers + 1);
    }
  }

  @Test
  void completesShortWrites() throws IOException {
    disk.limitEachWriteTo(7);
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());
    sink.write(Records.closed());
    sink.close();

    assertThat(Logs.read(disk.afterPowerCut(), sink.path()).result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void anAnchorIsHandedOnForEachCheckpointWhenItIsDurable() throws IOException {
    List<Anchor> anchors = new ArrayList<>();
    JsonlAuditSink sink =
        Logs.in(disk)
            .onAnchor(
                anchor -> {
                  assertThat(durable()).contains("\"note\":\"");
                  anchors.add(anchor);
                })
            .open();
    sink.write(Records.opened());
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(anchors).hasSize(log.notes).hasSizeGreaterThanOrEqualTo(2);
    assertThat(anchors.get(anchors.size() - 1).size()).isEqualTo(log.result.signedLines());
  }

  @Test
  void aListenerThatFailsIsReportedAndTheLogIsWhole() throws IOException {
    JsonlAuditSink sink =
        Logs.in(disk)
            .onAnchor(
                anchor -> {
                  throw new IllegalStateException("no printer");
                })
            .open();
    sink.write(Records.opened());
    sink.write(Records.closed());

    fails(Reason.SINK_FAILED, sink::close);
    assertThat(Logs.read(disk, sink.path()).result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aLogThatIsQuietIsSignedAllTheSame() throws Exception {
    CountDownLatch anchors = new CountDownLatch(3);
    JsonlAuditSink sink =
        Logs.in(disk)
            .checkpointEvery(Duration.ofMillis(1))
            .onAnchor(anchor -> anchors.countDown())
            .open();
    anchors.await();
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.entries).isEmpty();
    assertThat(log.notes).isGreaterThanOrEqualTo(3);
  }

  @Test
  void anInterruptedCallerGetsAnExceptionAndTheOthersGoOn() throws Exception {
    JsonlAuditSink sink = inMemory();
    CountDownLatch arrived = disk.hold();
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
    disk.release();
    sink.write(Records.closed());
    sink.close();

    assertThat(Logs.read(disk, sink.path()).result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void interruptingACallerDoesNotCloseARealFile(@TempDir Path temp) throws IOException {
    JsonlAuditSink sink = JsonlAuditSink.open(temp.resolve("audit"));
    for (int i = 0; i < 50; i++) {
      Thread.currentThread().interrupt();
      fails(Reason.INTERRUPTED, () -> sink.write(Records.opened()));
      assertThat(Thread.interrupted()).isTrue();
      sink.write(Records.closed());
    }
    sink.close();

    assertThat(Logs.read(sink.path()).result.verdict()).isEqualTo(Verdict.OK);
    assertThat(Logs.read(sink.path()).entries).hasSize(100);
  }

  @Test
  void interruptingTheWriterThreadItselfDoesNoHarm(@TempDir Path temp) throws Exception {
    ThreadGroup group = new ThreadGroup("interrupted");
    List<JsonlAuditSink> opened = new ArrayList<>();
    Thread opener = new Thread(group, () -> opened.add(JsonlAuditSink.open(temp.resolve("audit"))));
    opener.start();
    opener.join();
    JsonlAuditSink sink = opened.get(0);
    for (int i = 0; i < 20; i++) {
      group.interrupt();
      sink.write(Records.opened());
      sink.write(Records.closed());
    }
    sink.close();

    Logs.Content log = Logs.read(sink.path());
    // An interrupt inside a write closes the file, and the log goes on in another.
    assertThat(log.result.verdict()).isIn(Verdict.OK, Verdict.RECOVERED);
    assertThat(log.kinds().stream().filter(kind -> !kind.equals("gap"))).hasSize(40);
  }

  @Test
  void doesNotWaitForEver() {
    JsonlAuditSink sink = Logs.in(disk).timeout(Duration.ofMillis(20)).open();
    CountDownLatch arrived = disk.hold();

    fails(Reason.TIMED_OUT, () -> sink.write(Records.opened()));
    fails(Reason.TIMED_OUT, sink::flush);
    fails(Reason.TIMED_OUT, sink::close);
    disk.release();
    assertThat(arrived.getCount()).isZero();
  }

  @Test
  void writesWhatIsOnItsWayBeforeItCloses() throws Exception {
    JsonlAuditSink sink = inMemory();
    CountDownLatch arrived = disk.hold();
    FutureTask<Boolean> write = start(() -> sink.write(Records.opened()));
    arrived.await();
    FutureTask<Boolean> close = start(sink::close);
    disk.release();

    assertThat(write.get()).isTrue();
    assertThat(close.get()).isTrue();
    assertThat(Logs.read(disk.afterPowerCut(), sink.path()).entries).hasSize(1);
  }

  @Test
  void writesNothingAfterClose() throws IOException {
    JsonlAuditSink sink = inMemory();
    sink.close();
    sink.close();

    fails(Reason.CLOSED, () -> sink.write(Records.opened()));
    fails(Reason.CLOSED, sink::flush);
    assertThat(Logs.read(disk, sink.path()).entries).isEmpty();
  }

  @Test
  void flushAddsNoLine() throws IOException {
    JsonlAuditSink sink = inMemory();
    sink.write(Records.opened());
    long before = sink.anchor().size();
    sink.flush();

    assertThat(sink.anchor().size()).isEqualTo(before);
    sink.close();
  }

  @Test
  void settingsHaveRanges() {
    JsonlAuditSink.Builder builder = JsonlAuditSink.builder(Path.of("/audit"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ZERO))
        .withMessage("timeout must be in 1 ms..1 h, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.checkpointEvery(Duration.ofHours(2)))
        .withMessage("checkpointEvery must be in 1 ms..1 h, was PT2H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxSegmentAge(Duration.ofDays(31)))
        .withMessage("maxSegmentAge must be in 1 ms..30 d, was PT744H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxSegmentBytes(4095))
        .withMessage("maxSegmentBytes must be in 4096..1073741824, was 4095");
  }

  static AuditException fails(Reason reason, Runnable call) {
    AuditException thrown = catchThrowableOfType(AuditException.class, call::run);
    assertThat(thrown).as("an exception with reason " + reason).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    return thrown;
  }

  /** Runs {@code call} in a thread of its own; the result is false if it threw. */
  static FutureTask<Boolean> start(Runnable call) {
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
}
