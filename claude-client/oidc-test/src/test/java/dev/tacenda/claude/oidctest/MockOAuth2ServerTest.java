package dev.tacenda.claude.oidctest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.ClaimRule;
import dev.tacenda.claude.gate.identity.OidcVerifier;
import dev.tacenda.claude.gate.identity.TokenAlgorithm;
import dev.tacenda.claude.gate.identity.TrustedIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer that somebody else wrote, from its discovery document to its rotation of keys. */
class MockOAuth2ServerTest {
  private MockOAuth2Server server = new MockOAuth2Server();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.shutdown();
  }

  private TrustedIssuer.Builder issuer(String name) {
    return TrustedIssuer.builder(server.issuerUrl(name).toString(), "tacenda")
        .dangerouslyAllowPlainHttpToLoopback();
  }

  private String token(String issuer, Map<String, Object> claims) {
    return token(server, issuer, claims);
  }

  /** Makes a token of our server's issuer, perhaps by another one. */
  private String token(MockOAuth2Server by, String issuer, Map<String, Object> claims) {
    Duration life = Duration.ofSeconds(3); // its milliseconds become seconds
    return by.anyToken(server.issuerUrl(issuer), claims, life).serialize();
  }

  private static Caller verify(OidcVerifier verifier, String token) throws IdentityException {
    return verifier.verify(PresentedIdentity.token(token).inSession("one"));
  }

  private static Reason reason(OidcVerifier verifier, String token) {
    return catchThrowableOfType(IdentityException.class, () -> verify(verifier, token)).reason();
  }

  @Test
  void acceptsItsTokenByItsDiscoveryDocument() throws Exception {
    TrustedIssuer trusted =
        issuer("ci")
            .subjectKey("project_id", "user_id")
            .require(ClaimRule.oneOf("namespace_id", "7"))
            .groupsFrom("groups")
            .build();
    OidcVerifier verifier = OidcVerifier.builder(trusted).build();

    Caller caller =
        verify(
            verifier,
            token(
                "ci",
                Map.of(
                    "sub",
                    "FAKE",
                    "aud",
                    "tacenda",
                    "namespace_id",
                    7,
                    "project_id",
                    "p",
                    "user_id",
                    9,
                    "groups",
                    List.of("a", "b"))));

    assertThat(caller.subject()).isEqualTo("project_id=p,user_id=9");
    assertThat(caller.groups()).containsExactlyInAnyOrder("a", "b");
    assertThat(caller.issuer()).isEqualTo(server.issuerUrl("ci").toString());
  }

  @Test
  void refusesWhatIsMeantForOthersOrOfOthers() {
    OidcVerifier verifier = OidcVerifier.builder(issuer("ci").build()).build();
    Map<String, Object> good = Map.of("sub", "FAKE", "aud", "tacenda");

    assertThat(reason(verifier, token("ci", Map.of("sub", "FAKE", "aud", "vault"))))
        .isEqualTo(Reason.AUDIENCE_WRONG);
    assertThat(reason(verifier, token("ci", Map.of("sub", "FAKE", "aud", List.of("tacenda", "x")))))
        .isEqualTo(Reason.AUDIENCE_EXTRA);
    assertThat(reason(verifier, token("another", good))).isEqualTo(Reason.ISSUER_UNKNOWN);
  }

  /** Both call their key by the name of the issuer. */
  @Test
  void refusesATokenThatAnotherOneHasSigned() throws Exception {
    OidcVerifier verifier = OidcVerifier.builder(issuer("ci").build()).build();
    MockOAuth2Server other = withKeys("RS256", 0);
    try {
      Map<String, Object> claims = Map.of("sub", "FAKE", "aud", "tacenda");

      assertThat(verify(verifier, token("ci", claims)).subject()).isEqualTo("FAKE");
      assertThat(reason(verifier, token(other, "ci", claims))).isEqualTo(Reason.SIGNATURE_WRONG);
    } finally {
      other.shutdown();
    }
  }

  @Test
  void findsAKeyThatIsNew() throws Exception {
    OidcVerifier verifier =
        OidcVerifier.builder(issuer("one").build()).issuer(issuer("two").build()).build();

    assertThat(verify(verifier, token("one", Map.of("sub", "a", "aud", "tacenda"))).subject())
        .isEqualTo("a");
    assertThat(verify(verifier, token("two", Map.of("sub", "b", "aud", "tacenda"))).subject())
        .isEqualTo("b");
  }

  /** It keeps the name of a key when it makes another one, which only time can tell. */
  @Test
  void followsARotationThatReusesTheNameOfTheKey() throws Exception {
    int port = server.baseUrl().port();
    AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());
    OidcVerifier verifier =
        OidcVerifier.builder(issuer("ci").build()).clock(new Switched(clock)).build();
    String before = token("ci", Map.of("sub", "FAKE", "aud", "tacenda"));
    assertThat(verify(verifier, before).subject()).isEqualTo("FAKE");

    server.shutdown();
    server = withKeys("RS256", port);
    String after = token("ci", Map.of("sub", "FAKE-2", "aud", "tacenda"));
    assertThat(reason(verifier, after)).isEqualTo(Reason.SIGNATURE_WRONG);

    clock.set(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
    assertThat(verify(verifier, after).subject()).isEqualTo("FAKE-2");
    assertThat(reason(verifier, before)).isEqualTo(Reason.SIGNATURE_WRONG);
  }

  /** Tells the time of another clock. */
  private static final class Switched extends Clock {
    private final AtomicReference<Clock> clock;

    Switched(AtomicReference<Clock> clock) {
      this.clock = clock;
    }

    @Override
    public Instant instant() {
      return clock.get().instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.get().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void acceptsEllipticCurves() throws Exception {
    server.shutdown();
    server = withKeys("ES256", 0);
    OidcVerifier strict = OidcVerifier.builder(issuer("ci").build()).build();
    OidcVerifier open =
        OidcVerifier.builder(issuer("ci").algorithms(TokenAlgorithm.ES256).build()).build();
    String token = token("ci", Map.of("sub", "FAKE", "aud", "tacenda"));

    assertThat(verify(open, token).subject()).isEqualTo("FAKE");
    assertThat(reason(strict, token)).isEqualTo(Reason.ALGORITHM_NOT_ALLOWED);
  }

  private static MockOAuth2Server withKeys(String algorithm, int port) {
    KeyProvider keys = new KeyProvider(List.of(), algorithm);
    OAuth2TokenProvider tokens = new OAuth2TokenProvider(keys);
    MockOAuth2Server server =
        new MockOAuth2Server(new OAuth2Config(false, null, null, false, tokens));
    server.start(port);
    return server;
  }
}
