package dev.tacenda.audit;

import dev.tacenda.audit.AuditRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Records to test with. */
public final class Records {
  public static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456Z");
  public static final UUID SESSION = new UUID(1, 2);
  public static final UUID EXCHANGE = new UUID(3, 4);
  public static final String DIGEST = "ab".repeat(32);

  public enum Code {
    POLICY_BLOCKED
  }

  private Records() {}

  public static AuditRecord.Builder builder(Kind kind) {
    return AuditRecord.builder(kind, TIME, SESSION);
  }

  public static AuditRecord.Builder exchange(Kind kind, UUID exchange) {
    return builder(kind)
        .exchange(exchange, 1)
        .caller("https://issuer.example", "repo:acme@1/shop@2")
        .policy("ci-default", 7, DIGEST);
  }

  public static AuditRecord intent(UUID exchange) {
    return exchange(Kind.REQUEST_INTENDED, exchange)
        .endpoint("POST", "/v1/messages")
        .decision(Decision.ALLOWED)
        .counts(Map.of("aws-access-key", 2, "email", 1))
        .build();
  }

  public static AuditRecord completed(UUID exchange) {
    return exchange(Kind.RESPONSE_COMPLETED, exchange)
        .httpStatus(200)
        .outcome(Outcome.SUCCESS)
        .tokens(TokenKind.INPUT, 1200)
        .tokens(TokenKind.CACHE_READ, 0)
        .duration(Phase.TOTAL, Duration.ofMillis(850))
        .build();
  }

  public static AuditRecord opened() {
    return builder(Kind.SESSION_OPENED).build();
  }

  public static AuditRecord closed() {
    return builder(Kind.SESSION_CLOSED).build();
  }

  /** A record of any kind that stands for an exchange. */
  public static AuditRecord random(Random random) {
    UUID exchange = new UUID(random.nextLong(), random.nextLong());
    return switch (random.nextInt(4)) {
      case 0 -> intent(exchange);
      case 1 -> completed(exchange);
      case 2 ->
          exchange(Kind.RESPONSE_ABORTED, exchange)
              .outcome(Outcome.CANCELLED)
              .reason(Code.POLICY_BLOCKED)
              .counts(Map.of("rule-" + random.nextInt(50), 1 + random.nextInt(9)))
              .build();
      default ->
          exchange(Kind.REQUEST_DENIED, exchange)
              .decision(Decision.DENIED)
              .reason(Code.POLICY_BLOCKED)
              .build();
    };
  }
}
