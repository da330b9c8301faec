package dev.tacenda.claude.gate.identity;

import static dev.tacenda.claude.gate.identity.TokenDraft.seconds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.Attacks.Attack;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is accepted, and every way in which a token is refused. */
class OidcVerifierTest {
  private final OidcVerifier verifier = TestIssuer.verifier();

  static List<Attack> attacks() {
    return Attacks.all();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void refusesWithTheCodeOfTheCheck(Attack attack) {
    String token = attack.token().get();

    IdentityException e = refusal(verifier, shown(token));

    assertThat(e.reason()).isEqualTo(attack.expected());
    assertThat(e)
        .hasMessage(
            "identity not accepted: " + attack.expected() + ": " + attack.expected().explanation());
    assertThat(e).hasNoCause();
    assertThat(e.getSuppressed()).isEmpty();
  }

  /** A code that no token leads to is one that nobody has tested. */
  @Test
  void everyCodeIsReachedByAnAttackOrATestBelow() {
    Set<Reason> reached = attacks().stream().map(Attack::expected).collect(Collectors.toSet());
    Set<Reason> others =
        EnumSet.of(
            Reason.NOTHING_PRESENTED,
            Reason.NOT_VERIFIABLE,
            Reason.KEYS_UNAVAILABLE,
            Reason.SESSION_MISSING,
            Reason.TOKEN_IN_OTHER_SESSION,
            Reason.SESSIONS_TOO_MANY);

    assertThat(reached).doesNotContainAnyElementsOf(others);
    others.addAll(reached);
    assertThat(others).containsExactlyInAnyOrder(Reason.values());
    assertThat(attacks()).hasSizeGreaterThan(150);
  }

  @Test
  void makesACallerOfAGoodToken() throws Exception {
    String token =
        new TokenDraft()
            .claim("groups", "[\"dev\",\"Domain Users\",\"50%\",\"b\u00e4r\"]")
            .claim("ref", "\"refs/heads/main\"")
            .claim("repo", "42")
            .claim("address", "{\"street\":\"FAKE\"}")
            .claim("mixed", "[\"a\",{\"b\":1}]")
            .claim("none", "null")
            .token();

    Caller caller = verifier.verify(shown(token));

    assertThat(caller.issuer()).isEqualTo(TokenDraft.ISSUER);
    assertThat(caller.subject()).isEqualTo("sub=FAKE-sub,repo=42");
    assertThat(caller.groups())
        .containsExactlyInAnyOrder("dev", "Domain%20Users", "50%25", "b%C3%A4r", "main");
    assertThat(caller.claims().values("repo")).containsExactly("42");
    assertThat(caller.claims().values("ssh")).containsExactly("false");
    assertThat(caller.claims().values("groups")).contains("Domain Users");
    assertThat(caller.claims().names()).doesNotContain("address", "mixed", "none");
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenAlgorithm.class,
      names = {"RS256", "RS512", "PS256"})
  void acceptsRsa(TokenAlgorithm algorithm) throws Exception {
    String token = new TokenDraft().signedBy("rsa", algorithm, TestKeys.rsa("main", 2048)).token();

    assertThat(verifier.verify(shown(token)).isAnonymous()).isFalse();
  }

  @Test
  void acceptsEllipticCurves() throws Exception {
    List<TokenDraft> drafts =
        List.of(
            new TokenDraft().signedBy("ec", TokenAlgorithm.ES256, TestKeys.ec("main", "secp256r1")),
            new TokenDraft()
                .signedBy("ec384", TokenAlgorithm.ES384, TestKeys.ec("main", "secp384r1")),
            new TokenDraft()
                .signedBy("ec521", TokenAlgorithm.ES512, TestKeys.ec("main", "secp521r1")));
    for (TokenDraft draft : drafts) {
      assertThat(verifier.verify(shown(draft.token())).subject()).endsWith("repo=42");
    }
  }

  @Test
  void acceptsWhatIsJustWithinTheLimits() throws Exception {
    List<TokenDraft> drafts =
        List.of(
            new TokenDraft().claim("iat", seconds(-60)).claim("exp", seconds(-29)),
            new TokenDraft().claim("iat", seconds(30)),
            new TokenDraft().claim("nbf", seconds(30)),
            new TokenDraft().claim("iat", seconds(0)).claim("exp", seconds(3_600)),
            new TokenDraft().claim("iat", seconds(-1_830)),
            new TokenDraft().claim("aud", "[\"tacenda\",\"tacenda-eu\"]"),
            new TokenDraft().claim("hasgroups", "false"),
            new TokenDraft().claim("_claim_names", "{\"other\":\"src1\"}"),
            new TokenDraft().claim("x", "[".repeat(15) + "]".repeat(15)),
            new TokenDraft().withoutHeader("typ"),
            new TokenDraft().header("typ", "\"jwt\""),
            new TokenDraft().header("x5t", "\"FAKE\""),
            new TokenDraft().signedBy("verify", TokenAlgorithm.RS256, TestKeys.rsa("main", 2048)));
    for (TokenDraft draft : drafts) {
      draft.claim("jti", "\"FAKE-" + drafts.indexOf(draft) + "\"");
      assertThat(verifier.verify(shown(draft.token())).subject()).isNotEmpty();
    }
  }

  @Test
  void idsOfDifferentClaimsNeverMakeTheSameCaller() throws Exception {
    TrustedIssuer issuer =
        TrustedIssuer.builder(TokenDraft.ISSUER, "tacenda").subjectKey("a", "b").build();
    OidcVerifier ids = TestIssuer.verifier(issuer, TestIssuer.keys()).build();

    String one = subject(ids, "\"1,b=2\"", "\"3\"");
    String other = subject(ids, "\"1\"", "\"2,b=3\"");

    assertThat(one).isEqualTo("a=1%2Cb%3D2,b=3").isNotEqualTo(other);
  }

  private static String subject(OidcVerifier ids, String a, String b) throws IdentityException {
    String jti = "\"" + TestKeys.base64((a + b).getBytes(UTF_8)) + "\"";
    return ids.verify(shown(new TokenDraft().claim("a", a).claim("b", b).claim("jti", jti).token()))
        .subject();
  }

  @Test
  void whoPresentsNothingIsNobodyOnlyIfThatIsSaid() throws Exception {
    OidcVerifier open =
        TestIssuer.verifier(TestIssuer.trusted().build(), TestIssuer.keys())
            .anonymousIfNothingIsPresented()
            .build();

    assertThat(open.verify(PresentedIdentity.none()).isAnonymous()).isTrue();
    assertThat(refusal(verifier, PresentedIdentity.none()).reason())
        .isEqualTo(Reason.NOTHING_PRESENTED);
    assertThat(refusal(open, shown("FAKE")).reason()).isEqualTo(Reason.TOKEN_PARTS_WRONG);
  }

  @Test
  void refusesAnIssuerThatIsConfiguredTwice() {
    OidcVerifier.Builder builder = OidcVerifier.builder(TestIssuer.trusted().build());

    assertThatThrownBy(() -> builder.issuer(TestIssuer.trusted().build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bindsATokenToTheSessionInWhichItIsShownFirst() throws Exception {
    String token = new TokenDraft().token();
    PresentedIdentity identity = PresentedIdentity.token(token);

    assertThat(refusal(verifier, identity).reason()).isEqualTo(Reason.SESSION_MISSING);
    verifier.verify(identity.inSession("first"));
    verifier.verify(identity.inSession("first"));
    assertThat(refusal(verifier, identity.inSession("second")).reason())
        .isEqualTo(Reason.TOKEN_IN_OTHER_SESSION);
  }

  /** A signature by ECDSA has a second form; the token is the same. */
  @Test
  void knowsATokenWithoutAnIdByWhatWasSigned() throws Exception {
    TokenDraft draft =
        new TokenDraft()
            .without("jti")
            .signedBy("ec", TokenAlgorithm.ES256, TestKeys.ec("main", "secp256r1"));
    String one = draft.token();
    String other = draft.token();
    assertThat(one).isNotEqualTo(other);

    verifier.verify(PresentedIdentity.token(one).inSession("first"));

    assertThat(refusal(verifier, PresentedIdentity.token(other).inSession("second")).reason())
        .isEqualTo(Reason.TOKEN_IN_OTHER_SESSION);
  }

  @Test
  void aTokenThatIsRefusedIsNotBound() throws Exception {
    String bad = new TokenDraft().claim("env", "\"prod\"").token();
    assertThat(refusal(verifier, PresentedIdentity.token(bad).inSession("first")).reason())
        .isEqualTo(Reason.CLAIM_MISMATCH);

    assertThat(
            verifier
                .verify(PresentedIdentity.token(new TokenDraft().token()).inSession("second"))
                .subject())
        .isNotEmpty();
  }

  @Test
  void bindsNothingIfThatIsWaived() throws Exception {
    OidcVerifier free =
        TestIssuer.verifier(TestIssuer.trusted().withoutSessionBinding().build(), TestIssuer.keys())
            .build();
    String token = new TokenDraft().token();

    free.verify(PresentedIdentity.token(token).inSession("first"));

    assertThat(free.verify(PresentedIdentity.token(token).inSession("second")).subject())
        .isEqualTo(free.verify(PresentedIdentity.token(token)).subject());
  }

  @Test
  void printsIssuersOnly() {
    assertThat(verifier)
        .hasToString("OidcVerifier[" + TokenDraft.ISSUER + ", https://other.example]");
  }

  private static PresentedIdentity shown(String token) {
    return PresentedIdentity.token(token).inSession("session");
  }

  private static IdentityException refusal(OidcVerifier verifier, PresentedIdentity identity) {
    return catchThrowableOfType(IdentityException.class, () -> verifier.verify(identity));
  }
}
