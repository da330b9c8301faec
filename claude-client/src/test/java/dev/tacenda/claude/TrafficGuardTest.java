package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicyExpiredException;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.PolicyStore;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JobToken;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The path of a request through the guard, stage by stage. */
class TrafficGuardTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String TOKEN = "gh" + "p_" + "FAKEfake0123456789".repeat(2);

  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  @Test
  void masksTheBodyAndRecordsTheIntentBeforeItAdmits() {
    TrafficGuard guard = guard("");

    GuardedCall call = guard.admit(messages("token " + TOKEN));

    assertThat(text(call.request())).doesNotContain(TOKEN).contains("TCN_");
    assertThat(kinds()).containsExactly(Kind.SESSION_OPENED, Kind.REQUEST_INTENDED);
    AuditRecord intent = sink.records().get(1);
    assertThat(intent.decision()).contains(Decision.ALLOWED);
    assertThat(intent.counts().values()).containsExactly(1);
    assertThat(intent.body().orElseThrow().bytes()).isEqualTo(call.request().body().length);
  }

  @Test
  void masksHeadersThatAreNotOfTheProtocol() {
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages")
            .header("X-Note", "use " + TOKEN)
            .header("Authorization", "Bearer " + TOKEN)
            .body("application/json", bytes("{}"))
            .build();

    ClaudeRequest masked = guard("").admit(request).request();

    assertThat(masked.header("x-note").orElseThrow()).startsWith("use TCN_");
    assertThat(masked.header("authorization")).contains("Bearer " + TOKEN);
  }

  @Test
  void refusesAValueInTheUrlInWhateverSpelling() {
    String encoded = "%67%68%70%5f" + TOKEN.substring(4);
    String twice = encoded.replace("%", "%25");
    for (String query : List.of("k=" + TOKEN, "k=" + encoded, "k=" + twice)) {
      ClaudeRequest request = ClaudeRequest.builder("GET", "/v1/models").query(query).build();

      assertDenied(guard(""), request, Reason.SECRET_IN_URL);
    }
    assertDenied(
        guard(""),
        ClaudeRequest.builder("GET", "/v1/models/" + TOKEN).build(),
        Reason.SECRET_IN_URL);
  }

  @Test
  void refusesEndpointsThatTheFieldMapDoesNotCover() {
    for (String path :
        List.of(
            "/v1/organizations/me",
            "/v1/complete",
            "/v1/files/file_1/content/more",
            "/other",
            "/v1/messages/",
            "/v1//messages",
            "/v1/messages/../files",
            "/v1/models/a%2fb")) {
      ClaudeRequest request =
          ClaudeRequest.builder("POST", path).body("application/json", bytes("{}")).build();

      assertDenied(guard(""), request, Reason.ENDPOINT_NOT_COVERED);
    }
  }

  @Test
  void refusesPathsThatLeadElsewhere() {
    for (String path :
        List.of(
            "//evil.test/v1/oauth/token",
            "/files?x=/v1/oauth/token",
            "/x#/v1/oauth/token",
            "/a/../v1/messages",
            "/v1/models/..")) {
      ClaudeRequest request =
          ClaudeRequest.builder("POST", path).body("application/json", bytes("{}")).build();

      assertDenied(guard(""), request, Reason.ENDPOINT_NOT_COVERED);
    }
  }

  @Test
  void passesNothingButATokenExchangeUntouched() {
    ClaudeRequest text =
        ClaudeRequest.builder("POST", "/v1/oauth/token").body("text/plain", bytes(TOKEN)).build();
    ClaudeRequest large =
        ClaudeRequest.builder("POST", "/v1/oauth/token")
            .body("application/json", new byte[33 * 1024])
            .build();

    assertDenied(guard(""), text, Reason.BODY_NOT_INSPECTABLE);
    assertDenied(guard(""), large, Reason.BODY_NOT_INSPECTABLE);
  }

  @Test
  void refusesASecretInAFieldThatMustNotChange() {
    for (String json :
        List.of(
            "{\"tools\":[{\"type\":\"new\",\"connection\":{\"key_id\":\"%s\"}}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"%s\"}]}]}",
            "{\"metadata\":{\"user_id\":\"%s\"}}")) {
      ClaudeRequest request =
          ClaudeRequest.builder("POST", "/v1/messages")
              .body("application/json", bytes(json.formatted(TOKEN)))
              .build();

      assertDenied(guard(""), request, Reason.SECRET_IN_FIXED_FIELD);
    }
  }

  @Test
  void scansBlocksOfTheServersTypesThatTheClientWrote() {
    String block = "[{\"type\":\"thinking\",\"thinking\":\"" + TOKEN + "\"}]";
    String nested =
        "[{\"type\":\"tool_result\",\"content\":[{\"type\":\"mcp_tool_result\",\"content\":\""
            + TOKEN
            + "\"}]}]";

    assertThat(text(guard("").admit(content("user", block)).request())).doesNotContain(TOKEN);
    assertThat(text(guard("").admit(content("user", nested)).request())).doesNotContain(TOKEN);
    assertThat(text(guard("").admit(content("assistant", nested)).request())).doesNotContain(TOKEN);
    assertThat(text(guard("").admit(content("assistant", block)).request())).contains(TOKEN);
  }

  @Test
  void doesNotSendWhatTheCallerWritesIntoTheBufferAfterwards() {
    byte[] body = bytes("{\"model\":\"m\"}");
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages").body("application/json", body).build();

    GuardedCall call = guard("").admit(request);
    body[2] = 'X';

    assertThat(text(call.request())).isEqualTo("{\"model\":\"m\"}");
  }

  @Test
  void refusesSecretsInHeadersThatMustNotChangeAndWhatPolicyBlocksInOthers() {
    ClaudeRequest agent =
        ClaudeRequest.builder("GET", "/v1/models").header("User-Agent", TOKEN).build();
    ClaudeRequest note = ClaudeRequest.builder("GET", "/v1/models").header("X-Note", TOKEN).build();

    assertDenied(guard(""), agent, Reason.SECRET_IN_HEADER);
    assertDenied(guard("actions: [{kind: vcs-token, action: block}]"), note, Reason.POLICY_BLOCKED);
  }

  @Test
  void coversEndpointsBehindABasePath() {
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/gateway/v1/messages")
            .body("application/json; charset=utf-8", bytes("{}"))
            .build();

    assertThat(guard("").admit(request).request().path()).isEqualTo("/gateway/v1/messages");
  }

  @Test
  void refusesBodiesItCannotInspect() {
    ClaudeRequest text =
        ClaudeRequest.builder("POST", "/v1/messages").body("text/plain", bytes("{}")).build();
    ClaudeRequest gzip =
        ClaudeRequest.builder("POST", "/v1/messages")
            .header("Content-Encoding", "gzip")
            .body("application/json", bytes("{}"))
            .build();
    ClaudeRequest onGet =
        ClaudeRequest.builder("GET", "/v1/models").body("application/json", bytes("{}")).build();
    ClaudeRequest broken =
        ClaudeRequest.builder("POST", "/v1/messages")
            .body("application/json", bytes("{\"a\": " + TOKEN))
            .build();

    assertDenied(guard(""), text, Reason.BODY_NOT_INSPECTABLE);
    assertDenied(guard(""), gzip, Reason.BODY_NOT_INSPECTABLE);
    assertDenied(guard(""), onGet, Reason.BODY_NOT_INSPECTABLE);
    assertDenied(guard(""), broken, Reason.BODY_MALFORMED);
  }

  @Test
  void refusesAnonymousCallersUnlessThePolicyAdmitsThem() {
    TrafficGuard strict =
        TrafficGuard.builder(policy("anonymous-callers: deny"), KEY, sink).build();
    TrafficGuard silent = TrafficGuard.builder(MaskingPolicy.standard(), KEY, sink).build();

    assertDenied(strict, messages("hi"), Reason.ANONYMOUS_NOT_ADMITTED);
    assertDenied(silent, messages("hi"), Reason.ANONYMOUS_NOT_ADMITTED);
  }

  @Test
  void admitsTheCallerThatTheVerifierEstablishes() {
    TrafficGuard guard =
        TrafficGuard.builder(policy("anonymous-callers: deny"), KEY, sink)
            .identity(IdentityVerifier.fixed("nightly"))
            .build();

    guard.admit(messages("hi"));

    assertThat(sink.records().get(1).caller().orElseThrow().subject()).isEqualTo("nightly");
  }

  @Test
  void refusesATokenThatNobodyCanVerify() {
    TrafficGuard guard =
        TrafficGuard.builder(policy("anonymous-callers: admit"), KEY, sink)
            .presenting(() -> PresentedIdentity.token(TOKEN))
            .build();

    assertDenied(guard, messages("hi"), Reason.IDENTITY_REJECTED);
  }

  @Test
  void picksThePolicyOfTheCaller() {
    MaskingPolicy blocking = policy("name: strict", "actions: [{kind: vcs-token, action: block}]");
    MaskingPolicy usual = policy("anonymous-callers: admit");
    TrafficGuard guard =
        TrafficGuard.builder(
                caller ->
                    Optional.of(
                        PolicyChoice.of(caller.groups().contains("forks") ? blocking : usual)),
                KEY,
                sink)
            .identity(identity -> Caller.verified("ci", "fork", Set.of("forks")))
            .build();

    assertDenied(guard, messages(TOKEN), Reason.POLICY_BLOCKED);
    assertThat(guard.admit(messages("hi"))).isNotNull();
  }

  @Test
  void refusesWhomNoPolicyAppliesTo() {
    TrafficGuard guard =
        TrafficGuard.builder(caller -> Optional.empty(), KEY, sink)
            .identity(IdentityVerifier.fixed("nightly"))
            .build();

    assertDenied(guard, messages("hi"), Reason.NO_POLICY);
  }

  @Test
  void saysThatThePoliciesOfTheSessionHaveExpired() {
    Instant end = Instant.parse("2026-11-30T10:00:00Z");
    TrafficGuard guard =
        TrafficGuard.builder(
                caller -> {
                  throw new PolicyExpiredException(end);
                },
                KEY,
                sink)
            .identity(IdentityVerifier.fixed("nightly"))
            .build();

    assertThat(assertDenied(guard, messages("hi"), Reason.POLICIES_EXPIRED))
        .hasMessageContaining("2026-11-30T10:00:00Z");
  }

  @Test
  void keepsThePoliciesItBeganWith() {
    MaskingPolicy admits = policy("anonymous-callers: admit");
    Iterator<MaskingPolicy> revisions =
        List.of(admits, policy("anonymous-callers: deny")).iterator();
    PolicyStore store = () -> PolicySelector.always(revisions.next());
    TrafficGuard first = TrafficGuard.builder(store, KEY, sink).build();
    TrafficGuard second = TrafficGuard.builder(store, KEY, sink).build();

    assertDenied(second, messages("hi"), Reason.ANONYMOUS_NOT_ADMITTED);
    assertThat(first.admit(messages("hi"))).isNotNull();
  }

  @Test
  void recordsTheRevisionOfTheBundle() {
    MaskingPolicy policy = policy("anonymous-callers: admit");
    PolicySelector ofBundle =
        caller -> Optional.of(PolicyChoice.of(policy).inRevision(1_000_000_000_042L));

    TrafficGuard.builder(ofBundle, KEY, sink).build().admit(messages("hi"));

    assertThat(sink.records())
        .filteredOn(each -> each.kind() == Kind.REQUEST_INTENDED)
        .extracting(each -> each.policy().orElseThrow().revision())
        .containsExactly(1_000_000_000_042L);
  }

  @Test
  void namesTheRulesThatBlock() {
    TrafficGuard guard = guard("actions: [{kind: vcs-token, action: block}]");

    RequestDeniedException denial =
        catchThrowableOfType(
            RequestDeniedException.class, () -> guard.admit(messages("x " + TOKEN)));

    assertThat(denial.ruleIds()).isNotEmpty();
    assertThat(denial).hasMessageContaining(denial.ruleIds().get(0));
    assertThat(denial.getMessage()).doesNotContain(TOKEN);
  }

  @Test
  void deniesWhatMustBeAskedWhenNobodyAnswers() {
    TrafficGuard guard = guard("actions: [{kind: vcs-token, action: ask}]");

    RequestDeniedException denial = assertDenied(guard, messages(TOKEN), Reason.APPROVAL_DENIED);

    assertThat(denial.approvalId()).isPresent();
    assertThat(kinds())
        .containsExactly(Kind.SESSION_OPENED, Kind.APPROVAL_DECIDED, Kind.REQUEST_DENIED);
    assertThat(sink.records().get(1).reason()).contains("NOBODY_TO_ASK");
    assertThat(sink.records().get(2).decision()).contains(Decision.ASKED);
  }

  @Test
  void asksWithTheMaskedRequestAndSendsWhatWasApproved() {
    List<ApprovalRequest> asked = new ArrayList<>();
    TrafficGuard guard =
        TrafficGuard.builder(asking(), KEY, sink)
            .approvals(
                (question, told) -> {
                  asked.add(question);
                  return ApprovalAnswer.approved(question);
                })
            .build();

    GuardedCall call = guard.admit(messages(TOKEN));
    guard.admit(messages(TOKEN));
    guard.admit(messages(TOKEN + " "));

    assertThat(asked.get(0).masked().bytes()).isEqualTo(call.request().body());
    assertThat(asked.get(0).digest()).isEqualTo(asked.get(1).digest());
    assertThat(asked.get(0).digest()).isNotEqualTo(asked.get(2).digest());
    assertThat(kinds().subList(1, 4))
        .containsExactly(Kind.APPROVAL_DECIDED, Kind.APPROVAL_USED, Kind.REQUEST_INTENDED);
    assertThat(sink.records().get(3).decision()).contains(Decision.ASKED);
  }

  @Test
  void deniesWhenAPartOfTheGateFailsAndDoesNotPassItsMessageOn() {
    ApprovalGate failing =
        (question, told) -> {
          throw new IllegalStateException("about " + TOKEN);
        };
    TrafficGuard guard = TrafficGuard.builder(asking(), KEY, sink).approvals(failing).build();

    RequestDeniedException denial = assertDenied(guard, messages(TOKEN), Reason.GATE_FAILED);

    assertThat(denial).hasNoCause();
  }

  @Test
  void recordsADenialForWantOfWhatThisProcessShows() {
    TrafficGuard failing =
        TrafficGuard.builder(policy("anonymous-callers: admit"), KEY, sink)
            .presenting(
                () -> {
                  throw new IllegalStateException("about " + TOKEN);
                })
            .build();
    TrafficGuard missing =
        TrafficGuard.builder(policy("anonymous-callers: admit"), KEY, sink)
            .presenting(JobToken.variable(Map.of(), "MY_TOKEN"))
            .build();

    assertThat(assertDenied(failing, messages("hi"), Reason.GATE_FAILED)).hasNoCause();
    assertThat(assertDenied(missing, messages("hi"), Reason.IDENTITY_UNAVAILABLE))
        .hasMessageEndingWith("(MISSING)")
        .hasNoCause();
    assertThat(sink.records().stream().map(AuditRecord::kind))
        .containsExactly(
            Kind.SESSION_OPENED, Kind.SESSION_OPENED, Kind.REQUEST_DENIED, Kind.REQUEST_DENIED);
  }

  @Test
  void deniesWhenTheIntentCannotBeRecorded() {
    FailingSink failing = new FailingSink(Kind.REQUEST_INTENDED);
    TrafficGuard guard =
        TrafficGuard.builder(policy("anonymous-callers: admit"), KEY, failing).build();

    assertThatThrownBy(() -> guard.admit(messages("hi")))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            denial -> assertThat(denial.reason()).isEqualTo(Reason.AUDIT_FAILED));
  }

  @Test
  void asksForTheCredentialOnlyAfterTheIntentIsRecorded() {
    List<Kind> recordedBefore = new ArrayList<>();
    CredentialProvider provider =
        caller -> {
          recordedBefore.addAll(kinds());
          return Credential.apiKey("fake-key-of-the-job");
        };
    TrafficGuard guard =
        TrafficGuard.builder(policy("anonymous-callers: admit"), KEY, sink)
            .credentials(provider)
            .build();
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages")
            .header("Authorization", "Bearer inbound-token")
            .body("application/json", bytes("{}"))
            .build();

    ClaudeRequest sent = guard.admit(request).request();

    assertThat(recordedBefore).contains(Kind.REQUEST_INTENDED);
    assertThat(sent.header("x-api-key")).contains("fake-key-of-the-job");
    assertThat(sent.header("authorization")).isEmpty();
  }

  @Test
  void passesCredentialExchangesUntouchedAndRecordsNoBody() throws IOException {
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/oauth/token")
            .body("application/json", bytes("{\"assertion\":\"" + TOKEN + "\"}"))
            .build();

    GuardedCall call = guard("").admit(request);
    InputStream answer =
        call.guard(
            new ResponseHead(200, "application/json", ""), stream("{\"t\":\"" + TOKEN + "\"}"));

    assertThat(text(call.request())).contains(TOKEN);
    assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).contains(TOKEN);
    assertThat(sink.records().get(1).body().orElseThrow().bytes()).isZero();
    assertThat(kinds()).endsWith(Kind.RESPONSE_COMPLETED);
  }

  @Test
  void masksTheAnswerAndRecordsItsEnd() throws IOException {
    GuardedCall call = guard("").admit(messages("hi"));
    String json =
        "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"it is "
            + TOKEN
            + "\"}],\"usage\":{\"input_tokens\":7,\"output_tokens\":9}}";

    InputStream masked = call.guard(new ResponseHead(200, "application/json", ""), stream(json));
    String text = new String(masked.readAllBytes(), StandardCharsets.UTF_8);

    assertThat(text).contains("it is TCN_").doesNotContain(TOKEN);
    AuditRecord closing = sink.records().get(2);
    assertThat(closing.kind()).isEqualTo(Kind.RESPONSE_COMPLETED);
    assertThat(closing.outcome()).contains(Outcome.SUCCESS);
    assertThat(closing.tokens().values()).contains(7L, 9L);
  }

  @Test
  void masksBatchResultsLineByLine() throws IOException {
    ClaudeRequest request =
        ClaudeRequest.builder("GET", "/v1/messages/batches/msgbatch_1/results").build();
    String line =
        "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":{\"content\":"
            + "[{\"type\":\"text\",\"text\":\""
            + TOKEN
            + "\"}]}}}\n";

    InputStream masked =
        guard("")
            .admit(request)
            .guard(new ResponseHead(200, "application/x-jsonl", ""), stream(line + line));

    assertThat(new String(masked.readAllBytes(), StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).contains("TCN_").doesNotContain(TOKEN));
  }

  @Test
  void unknownFieldsAreCountedAndRefusedIfThePolicySaysSo() {
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages")
            .body("application/json", bytes("{\"of_next_year\":\"12345\"}"))
            .build();

    GuardedCall call = guard("").admit(request);

    assertThat(call.coverage().bytes(FieldClass.UNKNOWN)).isEqualTo(5);
    assertDenied(guard("unknown-fields: refuse"), request, Reason.UNKNOWN_FIELD);
  }

  @Test
  void refusesAnswersItCannotMask() {
    for (ResponseHead head :
        List.of(
            new ResponseHead(200, "application/octet-stream", ""),
            new ResponseHead(200, "application/json", "zstd"),
            new ResponseHead(200, "application/json", "gzip, gzip"))) {
      GuardedCall call = guard("").admit(messages("hi"));

      assertThatThrownBy(() -> call.guard(head, stream("{}")))
          .isInstanceOf(ResponseRefusedException.class);
      assertThat(kinds()).endsWith(Kind.RESPONSE_ABORTED);
    }
  }

  @Test
  void recordsATransportFailureOnce() {
    GuardedCall call = guard("").admit(messages("hi"));

    call.failed();
    call.failed();

    assertThat(kinds()).endsWith(Kind.REQUEST_INTENDED, Kind.RESPONSE_ABORTED);
  }

  @Test
  void admitsNothingAfterItIsClosed() {
    TrafficGuard guard = guard("");
    guard.close();
    guard.close();

    assertDenied(guard, messages("hi"), Reason.GUARD_CLOSED);
    assertThat(kinds())
        .containsExactly(Kind.SESSION_OPENED, Kind.SESSION_CLOSED, Kind.REQUEST_DENIED);
  }

  @Test
  void tellsNothingOfTheTrafficInToString() {
    TrafficGuard guard = guard("");
    ClaudeRequest request = messages(TOKEN);

    String all = guard + " " + request + " " + guard.admit(request) + " " + sink.records();

    assertThat(all).doesNotContain(TOKEN);
  }

  private TrafficGuard guard(String line) {
    return TrafficGuard.builder(policy("anonymous-callers: admit", line), KEY, sink).build();
  }

  private static MaskingPolicy asking() {
    return policy("anonymous-callers: admit", "actions: [{kind: vcs-token, action: ask}]");
  }

  private static MaskingPolicy policy(String... lines) {
    String name = lines[0].startsWith("name:") ? "" : "name: test\n";
    String yaml =
        "tacenda-policy: 1\n"
            + name
            + "revision: 1\nrules: {use: [standard]}\n"
            + String.join("\n", lines)
            + "\n";
    return MaskingPolicy.parse("test.yaml", bytes(yaml));
  }

  private RequestDeniedException assertDenied(
      TrafficGuard guard, ClaudeRequest request, Reason reason) {
    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(request));
    assertThat(denial).isNotNull();
    assertThat(denial.reason()).isEqualTo(reason);
    assertThat(denial.getMessage()).doesNotContain(TOKEN);
    assertThat(kinds()).endsWith(Kind.REQUEST_DENIED);
    return denial;
  }

  private List<Kind> kinds() {
    return sink.records().stream().map(AuditRecord::kind).toList();
  }

  private static ClaudeRequest messages(String text) {
    String json =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", bytes(json))
        .build();
  }

  private static ClaudeRequest content(String role, String content) {
    String json = "{\"messages\":[{\"role\":\"" + role + "\",\"content\":" + content + "}]}";
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", bytes(json))
        .build();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static String text(ClaudeRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A sink that fails for one kind of record. */
  private record FailingSink(Kind failing) implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (record.kind() == failing) {
        throw new AuditException(AuditException.Reason.WRITE_FAILED, "disk full");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
