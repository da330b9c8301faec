package dev.tacenda.audit.log;

import static dev.tacenda.audit.Records.EXCHANGE;
import static dev.tacenda.audit.log.JsonlAuditSinkTest.fails;
import static dev.tacenda.audit.log.JsonlAuditSinkTest.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.Python;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, that fail to force, that fail for ever. */
class DiskFailureTest {
  private final CrashFs disk = new CrashFs();

  @Test
  void afterAFailedForceTheSameIsWrittenToANewSegmentAndAcknowledged() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(Records.opened());
    disk.failForces(0, 1);
    sink.write(Records.intent(EXCHANGE));
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(disk.afterPowerCut(), sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(log.kinds())
        .containsExactly("session.opened", "gap", "request.intended", "session.closed");
    assertThat(log.text()).contains("\"reason\":\"FORCE_FAILED\"");
    assertThat(log.headers).extracting(h -> h.start()).containsExactly(Start.OPENED, Start.FAILED);
    // With what the failed force may have left: the line stands twice on the disk, and counts once.
    assertThat(Logs.read(disk, sink.path()).result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(Logs.read(disk, sink.path()).kinds()).isEqualTo(log.kinds());
  }

  @Test
  void theScriptReadsWhatWasWrittenTwiceAsWeDo(@TempDir Path temp) throws Exception {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(Records.opened());
    disk.failForces(0, 1);
    sink.write(Records.intent(EXCHANGE));
    sink.write(Records.closed());
    sink.close();
    Path log = temp.resolve("log");
    Logs.copy(disk, sink.path(), log);
    // What the failed force left behind is torn, as it may be.
    Path first = log.resolve("000000.jsonl");
    Files.write(first, Arrays.copyOf(Files.readAllBytes(first), (int) Files.size(first) - 9));

    assertThat(AuditVerifier.of(log).verify().verdict()).isEqualTo(Verdict.RECOVERED);
    if (!Python.isMissing()) {
      assertThat(Python.verify(temp, List.of(log), List.of())).containsExactly("RECOVERED");
    }
  }

  @Test
  void neitherIsTheFileForcedAgain() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.failForces(0, 1);
    sink.write(Records.intent(EXCHANGE));
    byte[] first = disk.segment(sink.path(), 0).durable;
    sink.close();

    assertThat(new String(first, UTF_8)).doesNotContain("request.intended");
    assertThat(disk.segment(sink.path(), 0).durable).isEqualTo(first);
  }

  @Test
  void aDiskThatNeverForcesEndsTheSink() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(Records.opened());
    disk.failForces(0, Integer.MAX_VALUE);

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.intent(EXCHANGE)));
    fails(Reason.POISONED, () -> sink.write(Records.closed()));
    fails(Reason.POISONED, sink::flush);
    fails(Reason.POISONED, sink::close);
    sink.close();

    disk.failForces(Integer.MAX_VALUE, 0);
    Logs.recover(disk);
    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(log.kinds()).startsWith("session.opened").endsWith("gap");
  }

  @Test
  void onAFullDiskTheGapAndTheEndsAreStillWrittenAndNothingNewIsTaken() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(Records.opened());
    sink.write(Records.intent(EXCHANGE));
    disk.limitSpaceTo(300);

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.intent(new UUID(7, 1))));
    fails(Reason.NO_SPACE, () -> sink.write(Records.intent(new UUID(7, 2))));
    fails(Reason.NO_SPACE, () -> sink.write(Records.opened()));
    sink.write(Records.completed(EXCHANGE));
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(log.kinds())
        .containsExactly(
            "session.opened", "request.intended", "gap", "response.completed", "session.closed");
    assertThat(log.text()).contains("\"reason\":\"WRITE_FAILED\",\"lost\":1");
  }

  @Test
  void whenThereIsRoomAgainAllIsTakenAgain() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.limitSpaceTo(300);
    fails(Reason.WRITE_FAILED, () -> sink.write(Records.intent(EXCHANGE)));
    fails(Reason.NO_SPACE, () -> sink.write(Records.intent(EXCHANGE)));
    disk.endLimitOfSpace();
    sink.write(Records.intent(new UUID(7, 3)));
    sink.close();

    assertThat(disk.files.keySet()).noneMatch(file -> file.endsWith(".ballast"));
    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.kinds()).containsExactly("gap", "request.intended");
  }

  @Test
  void theRoomForTheLastRecordsIsTakenBeforeTheFirst() {
    disk.limitSpaceTo(1000);

    fails(Reason.OPEN_FAILED, () -> Logs.in(disk).open());
  }

  @Test
  void aFileThatTakesNothingIsAFailureAndNotALoop() {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.limitEachWriteTo(0);

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
    fails(Reason.POISONED, () -> sink.write(Records.opened()));
  }

  @Test
  void callersThatWaitBehindAFailureAreToldToo() throws Exception {
    JsonlAuditSink sink = Logs.in(disk).open();
    CountDownLatch arrived = disk.hold();
    disk.failForces(0, Integer.MAX_VALUE);
    FutureTask<Boolean> first = start(() -> sink.write(Records.opened()));
    arrived.await();
    FutureTask<Boolean> second = start(() -> sink.write(Records.closed()));
    disk.release();

    assertThat(first.get()).isFalse();
    assertThat(second.get()).isFalse();
  }

  @Test
  void anUnexpectedExceptionOfTheStorageIsAFailureToo() {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.failWrite(new IllegalStateException("broken"));

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
    fails(Reason.POISONED, () -> sink.write(Records.opened()));
  }

  @Test
  void anErrorOfTheStorageLetsNobodyWait() {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.failWrite(new Error("an error that a test threw on purpose", null, false, false) {});

    fails(Reason.WRITE_FAILED, () -> sink.write(Records.opened()));
    fails(Reason.POISONED, () -> sink.write(Records.opened()));
  }

  @Test
  void reportsThatTheFileCouldNotBeClosed() {
    JsonlAuditSink sink = Logs.in(disk).open();
    disk.failClose(new IOException("Input/output error"));
    sink.write(Records.opened());

    fails(Reason.POISONED, sink::close);
  }
}
