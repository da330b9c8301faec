package dev.tacenda.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written by however many threads, the log is one whole chain with every record. */
class ChainPropertyTest {
  private final Path temp;

  ChainPropertyTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void anyRecordsFromAnyThreadsGiveOneChainWithoutGaps() throws Exception {
    Seeded seeded = Seeded.orElse(7);
    for (int round = 0; round < 8; round++) {
      int threads = 1 + seeded.random.nextInt(12);
      int perThread = 1 + seeded.random.nextInt(40);
      List<String> written = new ArrayList<>();
      Path log = write(threads, perThread, seeded, written);

      ChainReport report = AuditChain.verify(log);
      assertThat(report.status()).as("%s", seeded).isEqualTo(ChainReport.Status.OK);
      assertThat(report.records()).as("%s", seeded).isEqualTo((long) threads * perThread);
      assertThat(seqByExchange(log).keySet())
          .as("%s", seeded)
          .containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void theRecordsOfOneThreadKeepTheirOrder() throws Exception {
    Seeded seeded = Seeded.orElse(11);
    List<String> written = new ArrayList<>();
    Map<String, Long> seqs = seqByExchange(write(1, 100, seeded, written));

    assertThat(written.stream().map(seqs::get).toList()).as("%s", seeded).isSorted();
  }

  private Path write(int threads, int perThread, Seeded seeded, List<String> written)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (JsonlAuditSink sink = JsonlAuditSink.open(temp.resolve("audit"))) {
      List<Future<List<String>>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long seed = seeded.random.nextLong();
        results.add(pool.submit(() -> write(sink, perThread, new Random(seed))));
      }
      for (Future<List<String>> result : results) {
        written.addAll(result.get());
      }
      return sink.path();
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

  /** Reads the log with a parser of its own, not the one under test. */
  static Map<String, Long> seqByExchange(Path log) throws IOException {
    Map<String, Long> seqs = new HashMap<>();
    JsonFactory json = new JsonFactory();
    for (String line : Files.readAllLines(log)) {
      try (JsonParser parser = json.createParser(line)) {
        Map<String, String> members = new HashMap<>();
        while (parser.nextToken() != null) {
          if (parser.currentToken().isScalarValue()
              && parser.getParsingContext().getParent() != null) {
            members.putIfAbsent(String.valueOf(parser.currentName()), parser.getText());
          }
        }
        seqs.put(
            String.valueOf(members.get("exchange")),
            Long.parseLong(String.valueOf(members.get("seq"))));
      }
    }
    return seqs;
  }
}
