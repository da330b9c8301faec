package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a guard is shown is a secret from then on, under a policy that has no rule for it. */
class PresentedSecretsTest {
  private static final MaskingPolicy NO_RULES =
      MaskingPolicy.parse(
          "test.yaml",
          """
          tacenda-policy: 1
          name: test
          revision: 1
          rules:
            use: []
            add:
              - id: something-else
                description: A word that no test here uses
                kind: test
                type: TEST
                severity: low
                source: this test
                keywords: [nowhere]
                pattern: 'nowhere'
          """
              .getBytes(UTF_8));

  private final List<PresentedIdentity> shown = new ArrayList<>();
  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  private static String token(String id) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"RS256\",\"kid\":\"FAKE\"}";
    String payload = "{\"sub\":\"FAKE " + id + "\",\"iss\":\"https://issuer.example\"}";
    return base64.encodeToString(header.getBytes(UTF_8))
        + "."
        + base64.encodeToString(payload.getBytes(UTF_8))
        + "."
        + base64.encodeToString(("FAKE signature of " + id).repeat(12).getBytes(UTF_8));
  }

  /** Accepts tokens that have three parts. */
  private Caller verify(PresentedIdentity identity) throws IdentityException {
    shown.add(identity);
    String token = identity.token().orElse("");
    if (token.split("\\.", -1).length != 3) {
      throw new IdentityException(IdentityException.Reason.TOKEN_PARTS_WRONG);
    }
    return Caller.verified("issuer", "caller", Set.of());
  }

  private TrafficGuard.Builder guard() {
    return TrafficGuard.builder(NO_RULES, PlaceholderKey.of(new byte[32]), sink)
        .identity(this::verify);
  }

  private static String sent(TrafficGuard guard, PresentedIdentity identity, String text) {
    return new String(guard.admit(messages(text), identity).request().body(), UTF_8);
  }

  private static ClaudeRequest messages(String text) {
    String json = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", json.getBytes(UTF_8))
        .build();
  }

  @Test
  void masksTheTokenAndItsPartsInTheFirstRequestThatShowsIt() {
    String token = token("job");
    String[] parts = token.split("\\.", -1);
    TrafficGuard guard = guard().build();

    for (String leaked : List.of(token, parts[1], parts[2], "echo " + parts[1] + " | base64 -d")) {
      String secret = leaked.contains(" ") ? parts[1] : leaked;
      String body = sent(guard, PresentedIdentity.token(token), "log: " + leaked);
      assertThat(body).doesNotContain(secret).contains("TCN_");
    }
    String twice = Base64.getEncoder().encodeToString(("Bearer " + token).getBytes(UTF_8));
    assertThat(sent(guard, PresentedIdentity.token(token), twice))
        .doesNotContain(twice.substring(40, 100));
  }

  @Test
  void masksTheSecretWithWhichTheTokenWasGot() {
    String secret = "FAKE-request-secret-" + "77";
    PresentedIdentity identity = PresentedIdentity.token(token("job")).obtainedWith(secret);

    assertThat(sent(guard().build(), identity, "env: " + secret)).doesNotContain(secret);
  }

  @Test
  void oneCallersTokenIsMaskedInWhatAnotherOneSends() {
    TrafficGuard guard = guard().build();
    assertThat(sent(guard, PresentedIdentity.token(token("first")), "hi")).contains("hi");

    String body = sent(guard, PresentedIdentity.token(token("second")), token("first"));

    assertThat(body).doesNotContain(token("first"));
  }

  @Test
  void masksTheTokenInAnAnswer() throws IOException {
    String token = token("job");
    GuardedCall call = guard().build().admit(messages("hi"), PresentedIdentity.token(token));
    String json = "{\"content\":[{\"type\":\"text\",\"text\":\"" + token + "\"}]}";

    byte[] masked =
        call.guard(
                new ResponseHead(200, "application/json", ""),
                new ByteArrayInputStream(json.getBytes(UTF_8)))
            .readAllBytes();

    assertThat(new String(masked, UTF_8)).doesNotContain(token).contains("TCN_");
  }

  /** Whoever is nobody must not be able to have words masked, or fill the memory. */
  @Test
  void whatIsShownInVainIsNotRemembered() {
    TrafficGuard guard = guard().build();
    for (int i = 0; i < 50; i++) {
      PresentedIdentity bad = PresentedIdentity.token("FAKE-not-accepted-" + i);
      assertThat(
              catchThrowableOfType(
                      RequestDeniedException.class, () -> guard.admit(messages("hi"), bad))
                  .reason())
          .isEqualTo(Reason.IDENTITY_REJECTED);
    }

    assertThat(sent(guard, PresentedIdentity.token(token("job")), "FAKE-not-accepted-7"))
        .contains("FAKE-not-accepted-7");
  }

  /** The token of this process may be refused here and be good elsewhere. */
  @Test
  void whatTheProcessItselfShowsIsRememberedEvenInVain() {
    String ours = "FAKE-our-own-token-" + "1234";
    TrafficGuard guard = guard().presenting(() -> PresentedIdentity.token(ours)).build();
    assertThat(
            catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(messages("hi"))))
        .hasMessageContaining("TOKEN_PARTS_WRONG");

    assertThat(sent(guard, PresentedIdentity.token(token("job")), ours)).doesNotContain(ours);
  }

  @Test
  void fillsInItsOwnSessionUnlessTheCallerHasOne() {
    TrafficGuard guard = guard().build();
    PresentedIdentity identity = PresentedIdentity.token(token("job"));

    String first = sent(guard, identity, "hi");
    String second = sent(guard, identity.inSession("connection-7"), "hi");

    assertThat(first).isEqualTo(second);
    assertThat(shown.get(0).session()).contains(guard.sessionId().toString());
    assertThat(shown.get(1).session()).contains("connection-7");
  }

  @Test
  void whatIsTooShortToBeATokenIsNotLookedFor() {
    TrafficGuard guard =
        TrafficGuard.builder(NO_RULES, PlaceholderKey.of(new byte[32]), sink)
            .identity(identity -> Caller.verified("issuer", "caller", Set.of()))
            .build();

    assertThat(sent(guard, PresentedIdentity.token("a.b"), "a.b and b")).contains("a.b and b");
  }

  @Test
  void printsNothingOfThem() {
    PresentedIdentity identity =
        PresentedIdentity.token(token("job")).obtainedWith("FAKE-secret").inSession("FAKE-session");

    assertThat(identity).hasToString("PresentedIdentity[token]");
    assertThat(IdentityVerifier.fixed("name")).isNotNull();
  }
}
