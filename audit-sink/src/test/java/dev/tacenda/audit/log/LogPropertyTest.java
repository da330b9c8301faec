package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.Seeded;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written by however many threads, the log is whole and has every record. */
class LogPropertyTest {
  private final Path temp;

  LogPropertyTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void anyRecordsFromAnyThreadsGiveAWholeLogAndEachThreadKeepsItsOrder() throws Exception {
    Seeded seeded = Seeded.orElse(7);
    for (int round = 0; round < 8; round++) {
      int threads = 1 + seeded.random.nextInt(12);
      int perThread = 1 + seeded.random.nextInt(40);
      JsonlAuditSink sink =
          JsonlAuditSink.builder(temp.resolve("audit")).maxSegmentBytes(1 << 14).open();
      List<List<String>> written = write(sink, threads, perThread, seeded);
      sink.close();

      assertThat(Logs.read(sink.path()).result.verdict()).as("%s", seeded).isEqualTo(Verdict.OK);
      List<String> stored = exchanges(sink.path());
      assertThat(stored).as("%s", seeded).hasSize(threads * perThread);
      for (List<String> ofOneThread : written) {
        assertThat(stored).as("%s", seeded).containsSubsequence(ofOneThread);
      }
    }
  }

  private static List<List<String>> write(AuditSink sink, int threads, int perThread, Seeded seeded)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<String>>> results = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        long seed = seeded.random.nextLong();
        results.add(pool.submit(() -> write(sink, perThread, new Random(seed))));
      }
      List<List<String>> written = new ArrayList<>();
      for (Future<List<String>> result : results) {
        written.add(result.get());
      }
      return written;
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<String> write(AuditSink sink, int count, Random random) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AuditRecord record = Records.random(random);
      sink.write(record);
      written.add(record.exchangeId().orElseThrow().toString());
    }
    return written;
  }

  private static List<String> exchanges(Path log) throws IOException {
    List<String> exchanges = new ArrayList<>();
    AuditLogReader.read(
        log,
        record -> {
          String line = new String(record.line(), StandardCharsets.UTF_8);
          int at = line.indexOf("\"exchange\":\"") + "\"exchange\":\"".length();
          exchanges.add(line.substring(at, at + 36));
        });
    return exchanges;
  }
}
