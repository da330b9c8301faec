package dev.tacenda.audit;

import static dev.tacenda.audit.Records.EXCHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {
  /** Visibly fake, and put together here so that no scanner takes it for real. */
  private static final String CANARY = "sk-" + "ant-FAKE Canary{\"0123456789\"}\u00e9";

  @Test
  void keepsWhatItWasGiven() {
    AuditRecord record = Records.completed(EXCHANGE);

    assertThat(record.kind()).isEqualTo(Kind.RESPONSE_COMPLETED);
    assertThat(record.time()).isEqualTo(Records.TIME);
    assertThat(record.sessionId()).isEqualTo(Records.SESSION);
    assertThat(record.exchangeId()).contains(EXCHANGE);
    assertThat(record.attempt()).hasValue(1);
    assertThat(record.caller())
        .contains(new CallerRef("https://issuer.example", "repo:acme@1/shop@2"));
    assertThat(record.policy()).contains(new PolicyRef("ci-default", 7, Records.DIGEST));
    assertThat(record.httpStatus()).hasValue(200);
    assertThat(record.outcome()).contains(Outcome.SUCCESS);
    assertThat(record.tokens()).isEqualTo(Map.of(TokenKind.INPUT, 1200L, TokenKind.CACHE_READ, 0L));
    assertThat(record.durations()).isEqualTo(Map.of(Phase.TOTAL, Duration.ofMillis(850)));
    assertThat(record.endpoint()).isEmpty();
    assertThat(record.decision()).isEmpty();
    assertThat(record.reason()).isEmpty();
    assertThat(record.body()).isEmpty();
    assertThat(record.counts()).isEmpty();
  }

  @Test
  void doesNotChangeWithItsBuilder() {
    AuditRecord.Builder builder = Records.builder(Kind.SESSION_CLOSED).counts(Map.of("email", 1));
    AuditRecord record = builder.build();

    builder.counts(Map.of("email", 4)).tokens(TokenKind.OUTPUT, 3);

    assertThat(record.counts()).isEqualTo(Map.of("email", 1));
    assertThat(record.tokens()).isEmpty();
  }

  @Test
  void addsCountsOfTheSameRule() {
    AuditRecord record =
        Records.builder(Kind.SESSION_CLOSED)
            .counts(Map.of("email", 1, "jwt", 2))
            .counts(Map.of("email", 3))
            .build();

    assertThat(record.counts()).isEqualTo(new TreeMap<>(Map.of("email", 4, "jwt", 2)));
  }

  @Test
  void saysWhichPartsAKindNeeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.REQUEST_INTENDED).exchange(EXCHANGE, 1).build())
        .withMessage("request.intended needs [caller, policy, endpoint, decision]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.REQUEST_DENIED).exchange(EXCHANGE, 1).build())
        .withMessage("request.denied needs [decision, reason]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.exchange(Kind.RESPONSE_COMPLETED, EXCHANGE).build())
        .withMessage("response.completed needs [status, outcome]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.exchange(Kind.RESPONSE_ABORTED, EXCHANGE).build())
        .withMessage("response.aborted needs [reason, outcome]");
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION_OPENED", "SESSION_CLOSED"})
  void sessionRecordsHaveNoExchange(Kind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.exchange(kind, EXCHANGE).build())
        .withMessage(kind.wireName() + " cannot have [exchange]");
  }

  @Test
  void anIntentIsNeverDeniedAndADenialNeverAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Records.exchange(Kind.REQUEST_INTENDED, EXCHANGE)
                    .endpoint("POST", "/v1/messages")
                    .decision(Decision.DENIED)
                    .build())
        .withMessage("request.intended cannot have decision denied");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Records.exchange(Kind.REQUEST_DENIED, EXCHANGE)
                    .decision(Decision.ALLOWED)
                    .reason(Records.Code.POLICY_BLOCKED)
                    .build())
        .withMessage("request.denied cannot have decision allowed");
  }

  @ParameterizedTest
  @EnumSource
  void theOutcomeFitsTheKind(Outcome outcome) {
    boolean whole = outcome == Outcome.SUCCESS || outcome == Outcome.API_ERROR;
    Kind wrong = whole ? Kind.RESPONSE_ABORTED : Kind.RESPONSE_COMPLETED;
    AuditRecord.Builder builder =
        Records.exchange(wrong, EXCHANGE)
            .httpStatus(200)
            .outcome(outcome)
            .reason(Records.Code.POLICY_BLOCKED);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(wrong.wireName() + " cannot have outcome " + outcome.wireName());
  }

  @Test
  void numbersHaveRanges() {
    AuditRecord.Builder builder = Records.builder(Kind.SESSION_CLOSED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.exchange(EXCHANGE, 0))
        .withMessage("attempt must be in 1..1000, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.httpStatus(99))
        .withMessage("httpStatus must be in 100..599, was 99");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tokens(TokenKind.INPUT, -1))
        .withMessage("tokens must be >= 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.duration(Phase.TOTAL, Duration.ofNanos(-1)))
        .withMessage("duration of total must be in 0..7 days, was PT-0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.counts(Map.of("email", 0)))
        .withMessage("count must be in 1..2147483647, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.policy("ci", -1, Records.DIGEST))
        .withMessage("policy revision must be >= 0, was -1");
  }

  @Test
  void anApprovalSaysWhoDecidedAndUntilWhen() {
    AuditRecord decided =
        Records.builder(Kind.APPROVAL_DECIDED)
            .approval(Records.DIGEST)
            .decision(Decision.ALLOWED)
            .approvers(List.of("idp|17", "idp|18"))
            .validUntil(Records.TIME)
            .build();

    assertThat(new String(RecordJson.object(decided), StandardCharsets.UTF_8))
        .endsWith(
            "\"decision\":\"allowed\",\"approval\":\""
                + Records.DIGEST
                + "\",\"approvers\":[\"idp|17\",\"idp|18\"],"
                + "\"valid_until\":\"2026-11-22T10:15:30.123456Z\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Records.builder(Kind.APPROVAL_DECIDED)
                    .approval(Records.DIGEST)
                    .decision(Decision.ASKED)
                    .build())
        .withMessage("approval.decided cannot have decision asked");
    refuses(() -> Records.builder(Kind.APPROVAL_DECIDED).approval(CANARY));
    refuses(() -> Records.builder(Kind.APPROVAL_DECIDED).approvers(List.of(CANARY)));
  }

  @Test
  void eventsOfPoliciesAndCredentialsNeedNoExchange() {
    assertThat(Records.builder(Kind.POLICY_LOADED).policy("ci", 2, Records.DIGEST).build().policy())
        .contains(new PolicyRef("ci", 2, Records.DIGEST));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.POLICY_REJECTED).build())
        .withMessage("policy.rejected needs [reason]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.CREDENTIAL_ISSUED).build())
        .withMessage("credential.issued needs [validity]");
  }

  @Test
  void aGapSaysWhyAndHowMuch() {
    AuditRecord gap = Records.builder(Kind.GAP).reason(GapReason.WRITE_FAILED).lost(3).build();

    assertThat(gap.lost()).isEqualTo(3);
    assertThat(new String(gap.json(), StandardCharsets.UTF_8))
        .startsWith("{\"kind\":\"gap\",")
        .endsWith(",\"reason\":\"WRITE_FAILED\",\"lost\":3}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.GAP).build())
        .withMessage("gap needs [reason]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.SESSION_CLOSED).lost(1).build())
        .withMessage("session.closed cannot have [lost]");
  }

  @Test
  void countsAreBounded() {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i <= AuditRecord.MAX_RULES; i++) {
      counts.put("rule-" + i, 1);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.builder(Kind.SESSION_CLOSED).counts(counts).build())
        .withMessage("number of rules must be in 0..4096, was 4097");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void theYearHasFourDigits(String time) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AuditRecord.builder(Kind.SESSION_OPENED, Instant.parse(time), Records.SESSION)
                    .build())
        .withMessage("time must be in the years 1970..9999");
  }

  @Test
  void noStringFieldTakesACanaryAndNoMessageShowsIt() {
    AuditRecord.Builder builder = Records.builder(Kind.SESSION_CLOSED);

    refuses(() -> builder.caller(CANARY, "subject"));
    refuses(() -> builder.caller("issuer", CANARY));
    refuses(() -> builder.policy(CANARY, 1, Records.DIGEST));
    refuses(() -> builder.policy("ci", 1, CANARY));
    refuses(() -> builder.endpoint(CANARY, "/v1/messages"));
    refuses(() -> builder.endpoint("POST", CANARY));
    refuses(() -> builder.endpoint("POST", "/v1/files/" + "file_011FAKE"));
    refuses(() -> builder.endpoint("POST", "/v1/messages?key=fake"));
    refuses(() -> builder.counts(Map.of(CANARY, 1)));
    refuses(() -> builder.counts(Map.of("AKI" + "AFAKE0123456789AB", 1)));
  }

  private static void refuses(Runnable call) {
    assertThatIllegalArgumentException()
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.toString()).doesNotContainIgnoringCase("fake"));
  }

  @Test
  void toStringShowsKindIdsAndCountsOnly() {
    assertThat(Records.intent(EXCHANGE))
        .hasToString(
            "AuditRecord[request.intended, session 00000000-0000-0001-0000-000000000002, exchange"
                + " 00000000-0000-0003-0000-000000000004, attempt 1, {aws-access-key=2, email=1}]");
    assertThat(Records.opened())
        .hasToString(
            "AuditRecord[session.opened, session 00000000-0000-0001-0000-000000000002, {}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/messages",
        "/v1/messages/count_tokens",
        "/v1/messages/batches/{id}/results",
        "/v1/models/{model-id}"
      })
  void takesPathPatterns(String pattern) {
    assertThat(new EndpointRef("GET", pattern).pattern()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "v1",
        "/v1//x",
        "/v1/",
        "/V1",
        "/v12345",
        "/{}",
        "/{id",
        "/a{b}",
        "/a.b",
        "/a%20b",
        "/{i d}",
        "https://host/v1"
      })
  void refusesWhatIsNoPattern(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> new EndpointRef("GET", pattern));
  }

  @Test
  void saysHowMuchWasSeenAsWhatAndHowOftenValuesCameBack() {
    MaskResult masked =
        Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]))
            .maskJson(
                "{\"a\":\"12345\"}".getBytes(StandardCharsets.UTF_8),
                location -> location.isKey() ? FieldClass.PROTOCOL : FieldClass.TEXT);
    AuditRecord record =
        AuditRecord.builder(Kind.SESSION_CLOSED, Instant.EPOCH, new UUID(1, 2)).restored(3).build();
    AuditRecord intent =
        AuditRecord.builder(Kind.REQUEST_INTENDED, Instant.EPOCH, new UUID(1, 2))
            .exchange(new UUID(3, 4), 1)
            .caller("issuer", "subject")
            .policy("p", 1, "ab".repeat(32))
            .endpoint("POST", "/v1/messages")
            .decision(Decision.ALLOWED)
            .masked(masked)
            .build();

    assertThat(new String(RecordJson.object(record), StandardCharsets.UTF_8))
        .endsWith(",\"restored\":3}");
    assertThat(new String(RecordJson.object(intent), StandardCharsets.UTF_8))
        .endsWith(",\"coverage\":{\"text\":5,\"protocol\":1}}");
    assertThatThrownBy(
            () ->
                AuditRecord.builder(Kind.SESSION_CLOSED, Instant.EPOCH, new UUID(1, 2))
                    .restored(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
