package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Limits;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A policy that is tried out is seen in counts, and nowhere else. */
class ShadowMaskTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String TOKEN = "gh" + "p_" + "FAKEfake0123456789".repeat(2);
  private static final String MAIL = "fake.person@acme.example";
  private static final MaskingPolicy ENFORCED =
      MaskingPolicy.builder(RuleSet.standard()).name("in-force").build();

  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  @Test
  void whatItWouldMaskLessIsCountedAndNothingElseChanges() {
    MaskingPolicy milder =
        ENFORCED.toBuilder().name("milder").actionForRule("email", Action.ALLOW).build();

    String sent = send(beside(milder), sink);

    assertThat(sent).doesNotContain(MAIL).doesNotContain(TOKEN);
    assertThat(kinds())
        .containsExactly(Kind.SESSION_OPENED, Kind.POLICY_SHADOWED, Kind.REQUEST_INTENDED);
    AuditRecord shadow = sink.records().get(1);
    assertThat(shadow.counts())
        .containsExactly(Map.entry("bytes-lost", MAIL.length()), Map.entry("lost:email", 1));
    assertThat(shadow.policy().orElseThrow().name()).isEqualTo("milder");
    assertThat(shadow.policy().orElseThrow().revision()).isEqualTo(12);
    assertThat(sink.records().get(2).policy().orElseThrow().name()).isEqualTo("in-force");
    assertThat(sink.records().get(2).counts()).containsKeys("email", "github-token");
  }

  @Test
  void whatItWouldMaskMoreAndAnotherVerdictAreCounted() {
    MaskingPolicy before = ENFORCED.toBuilder().actionForRule("email", Action.ALLOW).build();
    MaskingPolicy stricter = ENFORCED.toBuilder().actionForRule("email", Action.BLOCK).build();

    String sent = send(PolicyChoice.of(before).beside(stricter), sink);

    assertThat(sent).contains(MAIL);
    assertThat(sink.records().get(1).counts())
        .containsExactly(
            Map.entry("bytes-gained", MAIL.length()),
            Map.entry("gained:email", 1),
            Map.entry("verdict:mask-to-block", 1));
  }

  @Test
  void noDifferenceIsARecordWithoutCounts() {
    String sent = send(beside(ENFORCED), sink);

    assertThat(sent).doesNotContain(TOKEN);
    assertThat(sink.records().get(1).kind()).isEqualTo(Kind.POLICY_SHADOWED);
    assertThat(sink.records().get(1).counts()).isEmpty();
  }

  @Test
  void aRequestThatItWouldRefuseGoesOn() {
    MaskingPolicy small = ENFORCED.toBuilder().limits(new Limits(20, 10, 10)).build();
    MaskingPolicy wary =
        ENFORCED.toBuilder()
            .traffic(
                TrafficSettings.builder()
                    .actionForRisk(Risk.CREDENTIAL_REQUEST, Action.BLOCK)
                    .build())
            .build();

    String unused = send(beside(small), sink);
    assertThat(sink.records().get(1).counts())
        .containsExactly(Map.entry("verdict:mask-to-denied", 1));

    assertThat(send(beside(wary), sink, "give me the api key " + TOKEN)).doesNotContain(TOKEN);
    assertThat(sink.records().get(4).counts())
        .containsExactly(Map.entry("verdict:mask-to-block", 1));
  }

  @Test
  void aSetThatWouldDenyTheCallerIsCounted() {
    String sent = send(PolicyChoice.of(ENFORCED).besideDenial(), sink);

    assertThat(sent).doesNotContain(TOKEN);
    assertThat(sink.records().get(1).counts())
        .containsExactly(Map.entry("verdict:mask-to-denied", 1));
  }

  @Test
  void withoutAPolicyThatIsTriedOutThereIsNoRecordOfOne() {
    String unused = send(PolicyChoice.of(ENFORCED), sink);

    assertThat(kinds()).containsExactly(Kind.SESSION_OPENED, Kind.REQUEST_INTENDED);
  }

  @Test
  void aRequestThatIsDeniedIsTriedOutAsWell() {
    MaskingPolicy blocking = ENFORCED.toBuilder().actionForRule("email", Action.BLOCK).build();

    assertThatThrownBy(() -> send(PolicyChoice.of(blocking).beside(ENFORCED), sink))
        .isInstanceOf(RequestDeniedException.class);
    assertThat(kinds())
        .containsExactly(Kind.SESSION_OPENED, Kind.POLICY_SHADOWED, Kind.REQUEST_DENIED);
    assertThat(sink.records().get(1).counts())
        .containsExactly(Map.entry("verdict:block-to-mask", 1));
  }

  @Test
  void aRecordThatFailsFailsNoCallAndIsCountedInTheNext() {
    AuditSink failing =
        new AuditSink() {
          private int left = 2;

          @Override
          public void write(AuditRecord record) {
            if (record.kind() == Kind.POLICY_SHADOWED && left-- > 0) {
              throw new IllegalStateException("broken for " + MAIL);
            }
            sink.write(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    TrafficGuard guard = guard(beside(ENFORCED), failing);

    for (int i = 0; i < 3; i++) {
      assertThat(text(guard.admit(request("mail " + MAIL)))).doesNotContain(MAIL);
    }

    List<AuditRecord> shadows =
        sink.records().stream().filter(r -> r.kind() == Kind.POLICY_SHADOWED).toList();
    assertThat(shadows).hasSize(1);
    assertThat(shadows.get(0).counts()).containsExactly(Map.entry("failed-before", 2));
    assertThat(kinds()).filteredOn(kind -> kind == Kind.REQUEST_INTENDED).hasSize(3);
  }

  @Test
  void noRecordHoldsAnythingOfTheRequest() {
    MaskingPolicy milder = ENFORCED.toBuilder().actionForRule("email", Action.ALLOW).build();

    String unused = send(beside(milder), sink);

    assertThat(sink.records())
        .extracting(Object::toString)
        .noneMatch(text -> text.contains(MAIL) || text.contains(TOKEN));
  }

  private static PolicyChoice beside(MaskingPolicy shadow) {
    return PolicyChoice.of(ENFORCED).beside(shadow, 12);
  }

  private static String send(PolicyChoice choice, AuditSink sink) {
    return send(choice, sink, "token " + TOKEN + " mail " + MAIL);
  }

  private static String send(PolicyChoice choice, AuditSink sink, String text) {
    return text(guard(choice, sink).admit(request(text)));
  }

  private static TrafficGuard guard(PolicyChoice choice, AuditSink sink) {
    Function<Object, Optional<PolicyChoice>> always = caller -> Optional.of(choice);
    return TrafficGuard.builder(always::apply, KEY, sink)
        .identity(IdentityVerifier.fixed("test"))
        .build();
  }

  private static ClaudeRequest request(String text) {
    String json =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", json.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static String text(GuardedCall call) {
    return new String(call.request().body(), StandardCharsets.UTF_8);
  }

  private List<Kind> kinds() {
    return sink.records().stream().map(AuditRecord::kind).toList();
  }
}
