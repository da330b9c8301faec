package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A guard with one known secret, and what it recorded. */
final class Guards {
  static final String SECRET = "FAKE-" + "correct-horse-9";

  private static final List<Kind> CLOSING = List.of(Kind.RESPONSE_COMPLETED, Kind.RESPONSE_ABORTED);

  private static final String POLICY =
      """
      tacenda-policy: 1
      name: tests
      revision: 1
      anonymous-callers: %s
      rules:
        use: [standard]
      """;

  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final TrafficGuard guard;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Guards(String anonymous) {
    MaskingPolicy policy =
        MaskingPolicy.parse("tests.yaml", POLICY.formatted(anonymous).getBytes(UTF_8));
    KnownSecrets known = KnownSecrets.builder().add("horse", SECRET).build();
    this.guard =
        TrafficGuard.builder(
                policy, PlaceholderKey.of(new byte[32]), AuditSink.composite(sink, new Notice()))
            .knownSecrets(known)
            .build();
  }

  static Guards admitting() {
    return new Guards("admit");
  }

  static Guards denying() {
    return new Guards("deny");
  }

  TrafficGuard guard() {
    return guard;
  }

  /** Waits until there is a closing record. */
  void awaitClosing() throws InterruptedException {
    closed.await();
  }

  private final class Notice implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (CLOSING.contains(record.kind())) {
        closed.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  List<AuditRecord> intents() {
    return of(List.of(Kind.REQUEST_INTENDED));
  }

  List<AuditRecord> denials() {
    return of(List.of(Kind.REQUEST_DENIED));
  }

  List<AuditRecord> closings() {
    return of(CLOSING);
  }

  private List<AuditRecord> of(List<Kind> kinds) {
    return sink.records().stream().filter(each -> kinds.contains(each.kind())).toList();
  }
}
