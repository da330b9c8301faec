package dev.tacenda.claude.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.util.List;

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

  private Guards(String anonymous) {
    MaskingPolicy policy =
        MaskingPolicy.parse("tests.yaml", POLICY.formatted(anonymous).getBytes(UTF_8));
    KnownSecrets known = KnownSecrets.builder().add("horse", SECRET).build();
    this.guard =
        TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), sink)
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

  long count(Kind kind) {
    return sink.records().stream().filter(each -> each.kind() == kind).count();
  }

  /** How each exchange ended, in order. */
  List<Outcome> outcomes() {
    return sink.records().stream()
        .filter(each -> CLOSING.contains(each.kind()))
        .flatMap(each -> each.outcome().stream())
        .toList();
  }

  List<AuditRecord> records() {
    return sink.records();
  }
}
