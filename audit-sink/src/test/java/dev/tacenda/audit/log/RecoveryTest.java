package dev.tacenda.audit.log;

import static dev.tacenda.audit.Records.EXCHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.Records;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What opening a sink does with the logs of those that ended without closing theirs. */
class RecoveryTest {
  private final CrashFs disk = new CrashFs();

  /** Writes a log and leaves it as a crash does: with these bytes behind its last line. */
  private Path crash(byte[] tail) {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(Records.opened());
    sink.write(Records.intent(EXCHANGE));
    CrashFs after = disk.afterPowerCut();
    CrashFs.Inode segment = after.segment(sink.path(), 0);
    segment.durable = CrashFs.join(segment.durable, List.of(tail));
    sink.close();
    disk.files.clear();
    disk.files.putAll(after.files);
    return sink.path();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTornTailIsMovedAsideAndTheGapIsSigned() throws IOException {
    Path log = crash(bytes("{\"v\":2,\"chain\":\"half a li"));
    assertThat(Logs.read(disk, log).result.verdict()).isEqualTo(Verdict.TORN_TAIL);

    Logs.recover(disk);

    Logs.Content content = Logs.read(disk, log);
    assertThat(content.result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(content.kinds()).containsExactly("session.opened", "request.intended", "gap");
    assertThat(content.text()).contains("\"reason\":\"CRASHED\"");
    assertThat(content.headers.get(1).start()).isEqualTo(Start.RECOVERED);
    assertThat(content.result.signedLines()).isEqualTo(content.result.tree().size() - 1);
    assertThat(disk.list(log)).anyMatch(name -> name.endsWith(".torn")).doesNotContain(".lock");
    assertThat(new String(disk.content(".torn"), StandardCharsets.UTF_8))
        .isEqualTo("{\"v\":2,\"chain\":\"half a li");
  }

  @Test
  void aLogWithoutATornTailGetsItsGapToo() throws IOException {
    Path log = crash(new byte[0]);

    Logs.recover(disk);

    assertThat(Logs.read(disk, log).result.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(disk.list(log)).noneMatch(name -> name.endsWith(".torn"));
  }

  @Test
  void zerosBehindTheLastLineAreATornTail() throws IOException {
    Path log = crash(new byte[3 << 20]);

    Logs.recover(disk);

    assertThat(Logs.read(disk, log).result.verdict()).isEqualTo(Verdict.RECOVERED);
  }

  @Test
  void doneAgainItChangesNothing() throws IOException {
    Path log = crash(bytes("torn"));
    Logs.recover(disk);
    byte[] once = disk.content(".jsonl");
    Logs.recover(disk.afterPowerCut());

    assertThat(Logs.read(disk, log).headers).hasSize(2);
    assertThat(disk.content(".jsonl")).startsWith(once);
  }

  @Test
  void aNewSinkSetsRightWhatAnotherLeft() throws IOException {
    Path log = crash(bytes("torn"));
    Logs.in(disk).random(Logs.random(8)).owner("two").open().close();

    assertThat(Logs.read(disk, log).result.verdict()).isEqualTo(Verdict.RECOVERED);
  }

  @Test
  void theLogOfALivingWriterIsLeftAlone() throws IOException {
    JsonlAuditSink living = Logs.in(disk).open();
    living.write(Records.opened());
    Logs.recover(disk); // Another process: the lock is taken.
    Logs.in(disk).random(Logs.random(9)).open().close(); // This process: not even tried.
    living.write(Records.closed());
    living.close();

    assertThat(Logs.read(disk, living.path()).result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void damageInWhatWasDurableIsNeverTidiedAway() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    for (int i = 0; i < 5; i++) {
      sink.write(Records.intent(new UUID(7, i)));
    }
    CrashFs after = disk.afterPowerCut();
    sink.close();
    CrashFs.Inode segment = after.segment(sink.path(), 0);
    segment.durable[segment.durable.length / 2] ^= 1;
    byte[] before = segment.durable.clone();

    Logs.recover(after);

    assertThat(after.segment(sink.path(), 0).durable).isEqualTo(before);
    assertThat(after.list(sink.path())).contains(".damaged").doesNotContain(".lock");
    assertThat(Logs.read(after, sink.path()).result.verdict()).isEqualTo(Verdict.BAD_CRC);
  }

  @Test
  void aWriterThatDiedBeforeItsFirstLineLeavesNothingToSetRight() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    CrashFs after = disk.afterPowerCut();
    sink.close();
    CrashFs.Inode segment = after.segment(sink.path(), 0);
    segment.durable = Arrays.copyOf(segment.durable, 10);

    Logs.recover(after);

    assertThat(after.list(sink.path())).noneMatch(name -> name.endsWith(".jsonl"));
    assertThat(after.list(sink.path())).doesNotContain(".lock");
  }
}
