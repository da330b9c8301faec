package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.credential.FederatedCredentials;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Credentials on their way through the guard: masked where they stand, stripped, attached last. */
class CredentialTrafficTest {
  private static final String KEY = "FAKE/vault+key.of-a-test";
  private static final String OURS = "FAKE-identity-token-for-tacenda";

  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  /** A provider that obtains a key when it is first asked for one. */
  private static final class Cold implements CredentialProvider {
    private final List<Credential> rejected = new ArrayList<>();
    private final Credential credential = Credential.apiKey(KEY);
    private boolean obtained;

    @Override
    public Credential credentialFor(Caller caller) {
      obtained = true;
      return credential;
    }

    @Override
    public List<SealedSecret> held() {
      return obtained ? List.of(credential.secret().orElseThrow()) : List.of();
    }

    @Override
    public void rejected(Credential each) {
      rejected.add(each);
    }
  }

  @Test
  void masksTheKeyThatTheRequestGoesOutWith() {
    String base64 = Base64.getEncoder().encodeToString(("user:" + KEY).getBytes(UTF_8));

    ClaudeRequest sent = guard(fixed()).admit(saying(KEY + " and " + base64)).request();

    assertThat(text(sent)).doesNotContain(KEY).doesNotContain(base64).contains("TCN_KNOWN_");
    assertThat(sent.header("x-api-key")).contains(KEY);
  }

  @Test
  void refusesItInUrlAndProtocolHeadersAndMasksItInOtherHeaders() {
    ClaudeRequest inUrl =
        ClaudeRequest.builder("GET", "/v1/models").query("after_id=" + KEY).build();
    ClaudeRequest inHeader = saying("hi").with(List.of(new Header("User-Agent", KEY)), body("hi"));
    ClaudeRequest inNote = saying("hi").with(List.of(new Header("X-Note", "a " + KEY)), body("hi"));

    assertThat(denied(guard(fixed()), inUrl)).isEqualTo(Reason.SECRET_IN_URL);
    assertThat(denied(guard(fixed()), inHeader)).isEqualTo(Reason.SECRET_IN_HEADER);
    assertThat(guard(fixed()).admit(inNote).request().header("x-note").orElseThrow())
        .startsWith("a TCN_KNOWN_");
  }

  @Test
  void aRequestThatHoldsWhatWasJustObtainedIsNotSentAndMaskedTheNextTime() {
    TrafficGuard guard = guard(new Cold());

    assertThat(denied(guard, saying(KEY))).isEqualTo(Reason.CREDENTIAL_IN_REQUEST);
    assertThat(text(guard.admit(saying(KEY)).request())).doesNotContain(KEY).contains("TCN_KNOWN_");
    assertThat(kinds())
        .containsExactly(
            Kind.SESSION_OPENED, Kind.REQUEST_INTENDED, Kind.REQUEST_DENIED, Kind.REQUEST_INTENDED);
  }

  @Test
  void aProviderThatTellsNothingIsLearntFromWhatItGives() {
    TrafficGuard guard = guard(caller -> Credential.bearer(KEY));

    assertThat(denied(guard, saying(KEY))).isEqualTo(Reason.CREDENTIAL_IN_REQUEST);
    assertThat(text(guard.admit(saying(KEY)).request())).doesNotContain(KEY);
  }

  @Test
  void aRequestWithoutItPassesAtOnce() {
    ClaudeRequest sent = guard(new Cold()).admit(saying("hi")).request();

    assertThat(sent.header("x-api-key")).contains(KEY);
    assertThat(text(sent)).contains("hi");
  }

  @Test
  void masksTheClientsOwnKeyToo() {
    String own = "FAKE-own-key-0123456789";
    ClaudeRequest request =
        saying("my key is " + own).with(List.of(new Header("X-Api-Key", own)), body(own));

    ClaudeRequest sent = guard(CredentialProvider.callersOwn()).admit(request).request();

    assertThat(text(sent)).doesNotContain(own);
    assertThat(sent.header("x-api-key")).contains(own);
  }

  /** It is taken off the header, so it must not leave in the prompt either. */
  @Test
  void masksAKeyOfTheClientThatIsNotUsed() {
    String own = "FAKE-own-key-0123456789";
    for (Header header :
        List.of(new Header("X-Api-Key", own), new Header("Authorization", "Bearer   " + own))) {
      for (CredentialProvider provider : List.of(fixed(), CredentialProvider.callersOwn())) {
        ClaudeRequest request = saying(own).with(List.of(header), body("my key is " + own));

        assertThat(text(guard(provider).admit(request).request())).doesNotContain(own);
      }
    }
  }

  @Test
  void aWordInPlaceOfAKeyIsNoSecret() {
    ClaudeRequest request =
        saying("a placeholder")
            .with(List.of(new Header("x-api-key", "placeholder")), body("a placeholder"));

    ClaudeRequest sent = guard(CredentialProvider.callersOwn()).admit(request).request();

    assertThat(text(sent)).contains("a placeholder");
  }

  @Test
  void stripsWhateverMayBeACredentialBeforeItPutsItsOwn() {
    List<String> names =
        List.of(
            "X-API-KEY",
            "Authorization",
            "Proxy-Authorization",
            "api-key",
            "Cookie",
            "X-Amz-Security-Token",
            "X-Goog-Api-Key",
            "X-Auth-Token",
            "X-Vault-Token",
            "X-Forwarded-Authorization",
            "X-Client-Secret",
            "X-Some-JWT");
    List<Header> headers = new ArrayList<>();
    names.forEach(name -> headers.add(new Header(name, "inbound-" + name)));
    headers.add(new Header("anthropic-version", "2023-06-01"));
    headers.add(new Header("X-Note", "stays"));

    ClaudeRequest sent = guard(fixed()).admit(saying("hi").with(headers, body("hi"))).request();

    assertThat(sent.headers())
        .containsExactly(
            new Header("anthropic-version", "2023-06-01"),
            new Header("X-Note", "stays"),
            new Header("x-api-key", KEY));
  }

  @Test
  void refusesACredentialInTheQueryWhenItBringsItsOwn() {
    for (String query : List.of("key=a", "beta=true&API_KEY=a", "access%5Ftoken=a", "%6bey=a")) {
      ClaudeRequest request = ClaudeRequest.builder("GET", "/v1/models").query(query).build();

      assertThat(denied(guard(fixed()), request)).as(query).isEqualTo(Reason.SECRET_IN_URL);
    }
    ClaudeRequest plain = ClaudeRequest.builder("GET", "/v1/models").query("beta=true").build();
    assertThat(guard(fixed()).admit(plain).request().query()).isEqualTo("beta=true");
  }

  @Test
  void addsTheBetaThatTheCredentialNeedsToTheClientsOwn() {
    CredentialProvider oauth =
        CredentialProvider.fixed(Credential.bearer(KEY).withBeta("oauth-2025-04-20"));
    record Case(List<Header> given, List<String> sent) {}
    for (Case each :
        List.of(
            new Case(List.of(), List.of("oauth-2025-04-20")),
            new Case(
                List.of(new Header("Anthropic-Beta", "a-1, b-2")),
                List.of("a-1, b-2,oauth-2025-04-20")),
            new Case(
                List.of(new Header("anthropic-beta", "a-1"), new Header("anthropic-beta", "b-2")),
                List.of("a-1,oauth-2025-04-20", "b-2")),
            new Case(
                List.of(new Header("anthropic-beta", "a-1, oauth-2025-04-20")),
                List.of("a-1, oauth-2025-04-20")),
            new Case(List.of(new Header("anthropic-beta", "")), List.of("oauth-2025-04-20")))) {
      ClaudeRequest sent =
          guard(oauth).admit(saying("hi").with(each.given(), body("hi"))).request();

      assertThat(sent.headers().stream().filter(h -> h.is("anthropic-beta")).map(Header::value))
          .containsExactlyElementsOf(each.sent());
    }
  }

  @Test
  void ourOwnIdentityTokenNeverReachesClaude() {
    PresentedIdentity identity = PresentedIdentity.token(OURS);
    List<Header> headers =
        List.of(
            new Header("Authorization", "Bearer " + OURS),
            new Header("X-Job", "shows " + OURS),
            new Header("x-api-key", "FAKE-own-key-0123456789"));
    for (CredentialProvider provider : List.of(fixed(), CredentialProvider.callersOwn())) {
      ClaudeRequest sent =
          guard(provider).admit(saying(OURS).with(headers, body(OURS)), identity).request();

      assertThat(text(sent)).doesNotContain(OURS);
      assertThat(sent.headers()).noneMatch(header -> header.value().contains(OURS));
      assertThat(sent.header("x-api-key")).isPresent();
    }
  }

  @Test
  void ourOwnIdentityTokenReachesNobodyAsAPassword() {
    String basic = Base64.getEncoder().encodeToString(("job:" + OURS).getBytes(UTF_8));
    ClaudeRequest request =
        saying("hi")
            .with(
                List.of(
                    new Header("Authorization", "Basic " + basic),
                    new Header("Cookie", "id=" + OURS)),
                body("hi"));

    ClaudeRequest sent =
        guard(CredentialProvider.callersOwn())
            .admit(request, PresentedIdentity.token(OURS + "\n"))
            .request();

    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void anExchangeOfTokensDoesNotShowOurOwn() {
    ClaudeRequest exchange =
        ClaudeRequest.builder("POST", "/v1/oauth/token")
            .body("application/json", ("{\"assertion\":\"" + OURS + "\"}").getBytes(UTF_8))
            .build();
    TrafficGuard guard = guard(CredentialProvider.callersOwn());

    RequestDeniedException denial =
        catchThrowableOfType(
            RequestDeniedException.class,
            () -> guard.admit(exchange, PresentedIdentity.token(OURS)));

    assertThat(denial.reason()).isEqualTo(Reason.SECRET_IN_FIXED_FIELD);
    assertThat(denial).hasMessageNotContaining(OURS);
  }

  /** Two audiences, two tokens: ours says who calls, Anthropic's is exchanged. */
  @Test
  void federationShowsAnthropicsTokenAndNobodyGetsOurs() throws Exception {
    String theirs = jwt("https://api.anthropic.test");
    String ours = jwt("https://tacenda.test");
    try (MockWebServer claude = new MockWebServer()) {
      String issued = "{\"access_token\":\"FAKE-access-token\",\"expires_in\":3600}";
      claude.enqueue(new MockResponse().setBody(issued));
      FederatedCredentials tokens = federation(claude, theirs);

      ClaudeRequest sent =
          guard(tokens)
              .admit(saying(ours + " and " + theirs), PresentedIdentity.token(ours))
              .request();

      RecordedRequest exchange = claude.takeRequest();
      assertThat(exchange.getHeaders().toString()).doesNotContain(ours);
      assertThat(exchange.getBody().readUtf8()).contains(theirs).doesNotContain(ours);
      assertThat(text(sent)).doesNotContain(ours).doesNotContain(theirs);
      for (String part : theirs.substring(theirs.indexOf('.') + 1).split("\\.", -1)) {
        ClaudeRequest quoting = saying("x " + part + " x");
        assertThat(text(guard(tokens).admit(quoting).request())).doesNotContain(part);
      }
      assertThat(sent.header("authorization")).contains("Bearer FAKE-access-token");
      assertThat(sent.headers()).noneMatch(header -> header.value().contains(ours));

      FederatedCredentials mistaken = federation(claude, ours);
      RequestDeniedException denial =
          catchThrowableOfType(
              RequestDeniedException.class,
              () -> guard(mistaken).admit(saying("hi"), PresentedIdentity.token(ours)));
      assertThat(denial).hasMessageContaining("IDENTITY_WRONG_AUDIENCE");
      assertThat(claude.getRequestCount()).isEqualTo(1);
    }
  }

  private static FederatedCredentials federation(MockWebServer server, String token) {
    return FederatedCredentials.builder("fdrl_FAKE", "org-FAKE", "https://api.anthropic.test")
        .dangerouslyAllowPlainHttpToLoopback()
        .baseUrl(server.url("/").uri())
        .identity(() -> PresentedIdentity.token(token))
        .build();
  }

  private static String jwt(String audience) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String payload = "{\"aud\":\"" + audience + "\",\"sub\":\"FAKE-job\"}";
    return base64.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8))
        + "."
        + base64.encodeToString(payload.getBytes(UTF_8))
        + "."
        + base64.encodeToString("FAKE-signature-of-a-test".getBytes(UTF_8));
  }

  @Test
  void saysWhyThereIsNoCredentialAndSendsNothing() {
    TrafficGuard guard =
        guard(
            caller -> {
              throw new CredentialException(CredentialException.Reason.FILE_NOT_PRIVATE);
            });

    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(saying("hi")));

    assertThat(denial.reason()).isEqualTo(Reason.CREDENTIAL_UNAVAILABLE);
    assertThat(denial).hasMessageContaining("FILE_NOT_PRIVATE").hasNoCause();
    assertThat(kinds()).endsWith(Kind.REQUEST_INTENDED, Kind.REQUEST_DENIED);
  }

  @Test
  void aProviderThatWasWipedSendsNothing() {
    SealedSecret secret = SealedSecret.take(KEY.toCharArray());
    CredentialProvider provider = CredentialProvider.fixed(Credential.apiKey(secret));
    TrafficGuard guard = guard(provider);

    secret.close();

    assertThat(denied(guard, saying("hi"))).isEqualTo(Reason.CREDENTIAL_UNAVAILABLE);
  }

  @Test
  void tellsTheProviderOfA401AndOfNothingElse() throws IOException {
    Cold provider = new Cold();
    TrafficGuard guard = guard(provider);

    for (int status : new int[] {200, 400, 403, 429, 500}) {
      answer(guard.admit(saying("hi")), status);
    }
    assertThat(provider.rejected).isEmpty();

    answer(guard.admit(saying("hi")), 401);
    assertThat(provider.rejected).containsExactly(provider.credential);
  }

  @Test
  void aProviderThatFailsAfterA401DoesNotCostTheAnswer() throws IOException {
    CredentialProvider failing =
        new CredentialProvider() {
          @Override
          public Credential credentialFor(Caller caller) {
            return Credential.apiKey(KEY);
          }

          @Override
          public void rejected(Credential credential) {
            throw new IllegalStateException("FAKE-secret in a message");
          }
        };

    assertThat(answer(guard(failing).admit(saying("hi")), 401)).isEqualTo("{\"echo\":\"x\"}");
  }

  @Test
  void keepsNoKeyOnceThereIsAnAnswerOrNone() throws IOException {
    GuardedCall answered = guard(fixed()).admit(saying("hi"));
    GuardedCall failed = guard(fixed()).admit(saying("hi"));
    assertThat(answered.request().header("x-api-key")).contains(KEY);

    answer(answered, 200);
    failed.failed();

    assertThat(answered.request().header("x-api-key")).isEmpty();
    assertThat(failed.request().header("x-api-key")).isEmpty();
  }

  @Test
  void masksTheKeyInAnAnswerThatEchoesIt() throws IOException {
    GuardedCall call = guard(fixed()).admit(saying("hi"));
    byte[] echo = ("{\"error\":{\"message\":\"bad key " + KEY + "\"}}").getBytes(UTF_8);

    byte[] heard =
        call.guard(new ResponseHead(401, "application/json", ""), new ByteArrayInputStream(echo))
            .readAllBytes();

    assertThat(new String(heard, UTF_8)).doesNotContain(KEY).contains("TCN_KNOWN_");
  }

  @Test
  void noRecordHoldsIt() throws IOException {
    TrafficGuard guard = guard(fixed());
    answer(guard.admit(saying(KEY)), 401);
    guard.close();

    assertThat(sink.records().toString()).doesNotContain(KEY);
    assertThat(guard + " " + guard.sessionId()).doesNotContain(KEY);
  }

  private static CredentialProvider fixed() {
    return CredentialProvider.fixed(Credential.apiKey(KEY));
  }

  private TrafficGuard guard(CredentialProvider provider) {
    MaskingPolicy policy = MaskingPolicy.standard();
    IdentityVerifier verifier =
        identity ->
            Caller.verified("test", identity.token().isPresent() ? "shown" : "none", Set.of());
    return TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), sink)
        .identity(verifier)
        .credentials(provider)
        .build();
  }

  private static ClaudeRequest saying(String text) {
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", body(text))
        .build();
  }

  private static byte[] body(String text) {
    return ("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}").getBytes(UTF_8);
  }

  private static String text(ClaudeRequest request) {
    return new String(request.body(), UTF_8);
  }

  private static String answer(GuardedCall call, int status) throws IOException {
    byte[] json = "{\"echo\":\"x\"}".getBytes(UTF_8);
    ResponseHead head = new ResponseHead(status, "application/json", "");
    return new String(call.guard(head, new ByteArrayInputStream(json)).readAllBytes(), UTF_8);
  }

  private static Reason denied(TrafficGuard guard, ClaudeRequest request) {
    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(request));
    assertThat(denial).as("denial").isNotNull();
    assertThat(denial).hasMessageNotContaining(KEY);
    return denial.reason();
  }

  private List<Kind> kinds() {
    return sink.records().stream().map(record -> record.kind()).toList();
  }
}
