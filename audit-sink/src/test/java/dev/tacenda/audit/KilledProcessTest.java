package dev.tacenda.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process while it writes. This shows that a record is in the file when {@code write}
 * returns; that it is on the disk, which a killed process cannot show, is shown with {@link
 * MemoryStorage}.
 */
class KilledProcessTest {
  private static final int ROUNDS = 3;

  private final Path temp;

  KilledProcessTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void everyAcknowledgedRecordIsThereAfterAKill() throws Exception {
    Seeded seeded = Seeded.orElse(3);
    for (int round = 0; round < ROUNDS; round++) {
      Path directory = temp.resolve("round-" + round);
      List<String> acknowledged = killAfter(50 + seeded.random.nextInt(500), directory);

      Path log = onlyFile(directory);
      ChainReport report = AuditChain.verify(log);
      assertThat(report.status())
          .as("%s", seeded)
          .isIn(ChainReport.Status.OK, ChainReport.Status.TORN_TAIL);
      assertThat(report.records()).as("%s", seeded).isGreaterThanOrEqualTo(acknowledged.size());
      String text = Files.readString(log);
      assertThat(acknowledged).as("%s", seeded).allMatch(id -> text.contains(id + "\""));
    }
  }

  private static List<String> killAfter(int records, Path directory) throws Exception {
    Process child = start(directory);
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader out = child.inputReader(UTF_8)) {
      for (int i = 0; i < records; i++) {
        acknowledged.add(String.valueOf(out.readLine()));
      }
      // By its handle, because Process.destroyForcibly also closes what is still to be read.
      assertThat(child.toHandle().destroyForcibly()).isTrue();
      // What the child had told before it died counts too; its very last line may be cut.
      out.lines().filter(id -> id.length() == 36).forEach(acknowledged::add);
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).doesNotContain("null");
    return acknowledged;
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EndlessWriter.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
