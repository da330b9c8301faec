package dev.tacenda.benchmarks.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Callers that each write intents, one after the other is durable. */
final class Intents {
  private static final String DIGEST = "ab".repeat(32);
  private static final int BODIES = 512;
  private static final int BODY_BYTES = 20_000;
  private static final List<MaskResult> MASKED = bodies();

  private Intents() {}

  /** Bodies that have little in common, as those of different callers. */
  private static List<MaskResult> bodies() {
    Masker masker = Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));
    Random random = new Random(1);
    List<MaskResult> bodies = new ArrayList<>();
    for (int i = 0; i < BODIES; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < BODY_BYTES) {
        text.append(random.nextInt(100_000)).append(" words \"and\" more\n");
      }
      bodies.add(masker.maskText(text.toString().getBytes(UTF_8)));
    }
    return bodies;
  }

  static double perSecond(Path folder, int callers, int records, boolean withBodies)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try (JsonlAuditSink sink = JsonlAuditSink.open(folder.resolve("audit"))) {
      for (int caller = 0; caller < callers; caller++) {
        int from = records * caller / callers;
        int to = records * (caller + 1) / callers;
        UUID session = new UUID(7, caller);
        threads.add(new Thread(() -> write(sink, session, from, to, withBodies)));
      }
      long start = System.nanoTime();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      return records / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void write(
      JsonlAuditSink sink, UUID session, int from, int to, boolean withBodies) {
    for (int i = from; i < to; i++) {
      AuditRecord.Builder intent =
          AuditRecord.builder(Kind.REQUEST_INTENDED, Instant.EPOCH, session)
              .exchange(new UUID(8, i), 1)
              .caller("https://issuer.example", "repo:acme@1/shop@2")
              .policy("ci-default", 7, DIGEST)
              .endpoint("POST", "/v1/messages")
              .decision(Decision.ALLOWED)
              .counts(Map.of("aws-access-key", 2, "email", 1));
      if (withBodies) {
        intent.masked(MASKED.get(i % BODIES));
      }
      sink.write(intent.build());
    }
  }
}
