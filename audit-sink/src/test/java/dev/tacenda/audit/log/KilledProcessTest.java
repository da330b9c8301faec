package dev.tacenda.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.Seeded;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.Python;
import dev.tacenda.audit.verify.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they write, {@code -Dtacenda.kills=N} of them. This shows that a record is
 * in the log when {@code write} returns, and that what a killed process leaves is set right; that
 * it is on the disk, which a killed process cannot show, is shown with {@link CrashFs}.
 */
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("tacenda.kills", 3);
  private static final int PROCESSES = 8;

  private final Path temp;
  private final Path root;
  private final Seeded seeded = Seeded.orElse(3);

  KilledProcessTest(@TempDir Path temp) {
    this.temp = temp;
    this.root = temp.resolve("audit");
  }

  @Test
  @Timeout(3600)
  void everyAcknowledgedRecordIsThereAfterEachKill() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      // Each process sets right what the one before it left.
      Process child = start(kill);
      acknowledged.addAll(read(child, 20 + seeded.random.nextInt(150)));
      acknowledged.addAll(kill(child));
    }
    JsonlAuditSink.open(root).close();

    requireAll(acknowledged, Set.of(Verdict.OK, Verdict.RECOVERED));
    assertThat(AuditVerifier.of(root).verify().logs()).hasSize(KILLS + 1);
  }

  @Test
  void eightProcessesWriteSideBySideAndSomeAreKilled() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(start(i));
    }
    Set<String> acknowledged = new HashSet<>();
    for (Process child : children) {
      acknowledged.addAll(read(child, 30));
    }
    for (int i = 0; i < PROCESSES; i++) {
      acknowledged.addAll(i % 2 == 0 ? kill(children.get(i)) : stop(children.get(i)));
    }
    JsonlAuditSink.open(root).close();

    requireAll(acknowledged, Set.of(Verdict.OK, Verdict.RECOVERED));
    List<Verdict> verdicts =
        AuditVerifier.of(root).verify().logs().stream().map(log -> log.verdict()).toList();
    assertThat(verdicts).filteredOn(v -> v == Verdict.RECOVERED).hasSize(PROCESSES / 2);
    assertThat(verdicts).filteredOn(v -> v == Verdict.OK).hasSize(PROCESSES / 2 + 1);
    if (!Python.isMissing()) {
      assertThat(Python.verify(temp, AuditVerifier.logs(root), List.of()))
          .isEqualTo(verdicts.stream().map(Verdict::name).toList());
    }
  }

  private void requireAll(Set<String> acknowledged, Set<Verdict> allowed) throws IOException {
    Set<String> found = new HashSet<>();
    for (Path log : AuditVerifier.logs(root)) {
      Logs.Content content = Logs.read(log);
      assertThat(content.result.verdict()).as("%s %s", log, seeded).isIn(allowed);
      for (String line : content.lines) {
        int at = line.indexOf("\"exchange\":\"");
        if (at >= 0) {
          found.add(line.substring(at + 12, at + 48));
        }
      }
    }
    assertThat(acknowledged).as("%s", seeded).hasSizeGreaterThan(50);
    acknowledged.removeAll(found);
    assertThat(acknowledged).as("acknowledged and lost, %s", seeded).isEmpty();
  }

  private static List<String> read(Process child, int records) throws IOException {
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      acknowledged.add(String.valueOf(reader(child).readLine()));
    }
    assertThat(acknowledged).doesNotContain("null");
    return acknowledged;
  }

  private static List<String> kill(Process child) throws Exception {
    // By its handle, because Process.destroyForcibly also closes what is still to be read.
    assertThat(child.toHandle().destroyForcibly()).isTrue();
    return rest(child);
  }

  private static List<String> stop(Process child) throws Exception {
    child.getOutputStream().close();
    List<String> rest = rest(child);
    assertThat(child.exitValue()).isZero();
    return rest;
  }

  /** What the child had told before it died counts too; its very last line may be cut. */
  private static List<String> rest(Process child) throws InterruptedException {
    List<String> rest = reader(child).lines().filter(id -> id.length() == 36).toList();
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return rest;
  }

  private static BufferedReader reader(Process child) {
    return child.inputReader(UTF_8); // The same one each time.
  }

  private Process start(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            EndlessWriter.class.getName(),
            root.toString(),
            Integer.toString(number))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
