package dev.tacenda.claude.gate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets, each with a token of its format. */
class IssuersTest {
  private static final String UUID = "00000000-fake-4000-8000-000000000000";

  private static Map<String, String> gitHub(String event, String ref) {
    return Map.of(
        "iss", "https://token.actions.githubusercontent.com",
        "sub", "repo:acme@1/app@2:ref:refs/heads/main",
        "repository", "acme/app",
        "repository_id", "2",
        "repository_owner_id", "1",
        "event_name", event,
        "actor_id", "3",
        "ref", ref);
  }

  private static TrustedIssuer.Builder ownGitHub() {
    return Issuers.gitHub("tacenda").require(ClaimRule.oneOf("repository_owner_id", "1", "666"));
  }

  private static TrustedIssuer.Builder ownGitLab() {
    return Issuers.gitLab("gitlab.com", "tacenda").require(ClaimRule.oneOf("namespace_id", "7"));
  }

  /** Anybody can have a repository there, and with it a token for any audience. */
  @Test
  void whereAnybodyHasAnAccountItMustBeSaidWhichAreOurs() {
    for (TrustedIssuer.Builder everybody :
        List.of(
            Issuers.gitHub("tacenda"),
            Issuers.gitHub("tacenda").require(ClaimRule.oneOf("ref", "refs/heads/main")),
            Issuers.gitHub("tacenda").require(ClaimRule.noneOf("repository_owner_id", "666")))) {
      assertThatThrownBy(everybody::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("repository_owner_id");
    }
    for (String host : List.of("gitlab.com", "GitLab.com")) {
      assertThatThrownBy(Issuers.gitLab(host, "tacenda")::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("namespace_id");
    }
    for (String claim : List.of("repository_owner_id", "repository_id", "enterprise_id")) {
      assertThat(Issuers.gitHub("tacenda").require(ClaimRule.oneOf(claim, "1")).build())
          .isNotNull();
    }
    assertThat(Issuers.gitLab("git.acme.example", "tacenda").build()).isNotNull();
    assertThat(Issuers.gitHubServer("git.acme.example", "tacenda").build()).isNotNull();
  }

  /** No claim of that value, because the claim has none, is not what a condition asks for. */
  @Test
  void aRequiredClaimMustHaveAValue() {
    for (String none : List.of("!null", "!{}", "![]", "![null]")) {
      Map<String, String> claims = new LinkedHashMap<>(gitHub("push", "refs/heads/main"));
      claims.put("environment", none);
      TrustedIssuer.Builder issuer = ownGitHub().require(ClaimRule.noneOf("environment", "dev"));

      assertThat(reason(issuer, claims)).as(none).isEqualTo(Reason.CLAIM_MISMATCH);
    }
  }

  @Test
  void gitHubJobsAreKnownByTheirIds() throws Exception {
    Caller caller = verify(ownGitHub(), gitHub("push", "refs/heads/main"));

    assertThat(caller.subject())
        .isEqualTo("repository_owner_id=1,repository_id=2,event_name=push,actor_id=3");
    assertThat(caller.groups()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull_request", "pull_request_target", "pull_request_review"})
  void pullRequestsMayBeThoseOfForks(String event) throws Exception {
    Caller caller = verify(ownGitHub(), gitHub(event, "refs/pull/1/merge"));

    assertThat(caller.groups()).containsExactly(Issuers.UNTRUSTED_FORK);
  }

  @Test
  void aGitHubJobOfAnotherOwnerIsRefused() {
    Map<String, String> claims = new LinkedHashMap<>(gitHub("push", "refs/heads/main"));
    claims.put("repository_owner_id", "667");
    TrustedIssuer.Builder ours = ownGitHub();

    assertThat(reason(ours, claims)).isEqualTo(Reason.CLAIM_MISMATCH);
  }

  /** The name of an owner who has left may be somebody else's by now. */
  @Test
  void withoutItsIdsAGitHubJobIsNobody() {
    for (String id : List.of("repository_id", "repository_owner_id", "event_name", "actor_id")) {
      Map<String, String> claims = new LinkedHashMap<>(gitHub("push", "refs/heads/main"));
      claims.remove(id);
      boolean required = id.equals("repository_owner_id");

      assertThat(reason(ownGitHub(), claims))
          .isEqualTo(required ? Reason.CLAIM_MISSING : Reason.SUBJECT_KEY_INCOMPLETE);
    }
  }

  @Test
  void gitHubServersHaveAnIssuerOfTheirOwn() {
    assertThat(Issuers.gitHubServer("git.acme.example", "tacenda").build().issuer())
        .isEqualTo("https://git.acme.example/_services/token");
    assertThatThrownBy(() -> Issuers.gitHubServer("evil.example/x", "tacenda"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gitLabJobs() throws Exception {
    Map<String, String> claims =
        new LinkedHashMap<>(
            Map.of(
                "iss", "https://gitlab.com",
                "sub", "project_path:acme/app:ref_type:branch:ref:main",
                "namespace_id", "7",
                "project_id", "8",
                "user_id", "9",
                "ref_protected", "true",
                "pipeline_source", "push"));
    TrustedIssuer.Builder issuer =
        ownGitLab().group("protected", ClaimRule.oneOf("ref_protected", "true"));

    Caller caller = verify(issuer, claims);
    assertThat(caller.subject())
        .isEqualTo("namespace_id=7,project_id=8,pipeline_source=push,user_id=9");
    assertThat(caller.groups()).containsExactly("protected");

    claims.put("pipeline_source", "merge_request_event");
    claims.put("jti", "FAKE-other");
    claims.put("ref_protected", "false");
    assertThat(verify(ownGitLab(), claims).groups()).containsExactly(Issuers.UNTRUSTED_FORK);
  }

  @Test
  void circleCiJobs() throws Exception {
    String rerun = "oidc.circleci.com/ssh-rerun";
    Map<String, String> claims =
        new LinkedHashMap<>(
            Map.of(
                "iss",
                "https://oidc.circleci.com/org/" + UUID,
                "aud",
                UUID,
                "sub",
                "org/" + UUID + "/project/p/user/u",
                "oidc.circleci.com/project-id",
                "p",
                "oidc.circleci.com/vcs-origin",
                "github.com/acme/app",
                rerun,
                "!false"));
    TrustedIssuer.Builder issuer = Issuers.circleCi(UUID, Set.of("github.com/acme/app"));

    assertThat(verify(issuer, claims).groups()).isEmpty();
    claims.put("oidc.circleci.com/vcs-origin", "github.com/mallory/app");
    assertThat(verify(issuer, claims).groups()).containsExactly(Issuers.UNTRUSTED_FORK);
    claims.remove("oidc.circleci.com/vcs-origin");
    assertThat(verify(issuer, claims).groups()).containsExactly(Issuers.UNTRUSTED_FORK);

    claims.put(rerun, "!true");
    assertThat(reason(issuer, claims)).isEqualTo(Reason.CLAIM_DENIED);
    claims.remove(rerun);
    assertThat(reason(issuer, claims)).isEqualTo(Reason.CLAIM_DENIED);
  }

  @Test
  void buildkiteJobs() throws Exception {
    Map<String, String> claims =
        new LinkedHashMap<>(
            Map.of(
                "iss", "https://agent.buildkite.com",
                "sub", "organization:acme:pipeline:app:ref:refs/heads/main:commit:c:step:",
                "organization_id", UUID,
                "pipeline_id", "p",
                "build_tag", "!null"));

    assertThat(verify(Issuers.buildkite(UUID, "tacenda"), claims).subject())
        .isEqualTo("organization_id=" + UUID + ",pipeline_id=p");
    claims.put("organization_id", "another");
    assertThat(reason(Issuers.buildkite(UUID, "tacenda"), claims)).isEqualTo(Reason.CLAIM_MISMATCH);
  }

  @Test
  void azurePipelines() throws Exception {
    Map<String, String> claims =
        new LinkedHashMap<>(
            Map.of(
                "iss", "https://vstoken.dev.azure.com/" + UUID,
                "sub", "p://acme/app/build",
                "org_id", UUID,
                "prj_id", "p",
                "def_id", "d",
                "rpo_ref", "refs/heads/main"));

    assertThat(verify(Issuers.azurePipelines(UUID, "tacenda"), claims).groups()).isEmpty();
    claims.put("rpo_ref", "refs/pull/7/merge");
    assertThat(verify(Issuers.azurePipelines(UUID, "tacenda"), claims).groups())
        .containsExactly(Issuers.UNTRUSTED_FORK);
  }

  @Test
  void oktaGroups() throws Exception {
    String issuer = "https://acme.okta.com/oauth2/default";
    Map<String, String> claims =
        Map.of("iss", issuer, "sub", "00uFAKE", "groups", "![\"Everyone\",\"Domain Users\"]");

    assertThat(verify(Issuers.okta(issuer, "tacenda"), claims).groups())
        .containsExactlyInAnyOrder("Everyone", "Domain%20Users");
  }

  @Test
  void entraGroupsAndTheirOverage() throws Exception {
    Map<String, String> claims =
        new LinkedHashMap<>(
            Map.of(
                "iss",
                "https://login.microsoftonline.com/" + UUID + "/v2.0",
                "sub",
                "FAKE",
                "tid",
                UUID,
                "oid",
                "o",
                "groups",
                "![\"" + UUID + "\"]"));

    Caller caller = verify(Issuers.entra(UUID, "tacenda"), claims);
    assertThat(caller.groups()).containsExactly(UUID);
    assertThat(caller.subject()).isEqualTo("tid=" + UUID + ",oid=o");

    claims.remove("groups");
    claims.put("_claim_names", "!{\"groups\":\"src1\"}");
    claims.put("_claim_sources", "!{\"src1\":{\"endpoint\":\"https://graph.example/FAKE\"}}");
    assertThat(reason(Issuers.entra(UUID, "tacenda"), claims)).isEqualTo(Reason.GROUPS_OVERAGE);
    assertThat(verify(Issuers.entra(UUID, "tacenda").groupsFrom("roles"), claims).groups())
        .isEmpty();
  }

  @Test
  void googleAccountsAreThoseThatAreNamed() throws Exception {
    Map<String, String> claims =
        Map.of("iss", "https://accounts.google.com", "sub", "1234567890", "email", "a@b.example");

    assertThat(verify(Issuers.google("tacenda", Set.of("1234567890")), claims).subject())
        .isEqualTo("1234567890");
    assertThat(reason(Issuers.google("tacenda", Set.of("99")), claims))
        .isEqualTo(Reason.CLAIM_MISMATCH);
    assertThatThrownBy(() -> Issuers.google("tacenda", Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsConfiguredMustBeInRange() {
    TrustedIssuer.Builder issuer = TrustedIssuer.builder("https://a.example", "tacenda");
    assertThatThrownBy(() -> issuer.skew(Duration.ofSeconds(61)).build())
        .hasMessage("skew must be in 0s..60s, was 61");
    for (String bad :
        List.of(
            "http://a.example",
            "http://localhost",
            "https://u@a.example",
            "https://a.example?x",
            "https://a.example#x",
            "ftp://a.example",
            "a.example",
            "https:///x",
            "https://a b")) {
      assertThatThrownBy(() -> TrustedIssuer.builder(bad, "tacenda").build())
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("issuer must");
    }
    assertThatThrownBy(() -> TrustedIssuer.builder("https://a.example", "").build())
        .hasMessage("audiences must not be empty");
    assertThatThrownBy(
            () ->
                TrustedIssuer.builder("http://evil.example", "tacenda")
                    .dangerouslyAllowPlainHttpToLoopback()
                    .build())
        .hasMessage("issuer must be https");
    assertThatThrownBy(
            () ->
                TrustedIssuer.builder("https://a.example", "tacenda")
                    .keysAt(URI.create("http://a.example/keys"))
                    .build())
        .hasMessage("keysAt must be https");
    assertThatThrownBy(() -> ClaimRule.matching("a", "(")).hasMessageContaining("RE2");
    assertThatThrownBy(() -> ClaimRule.oneOf("a")).hasMessageContaining("values");
    assertThatThrownBy(() -> issuer.group("a b", ClaimRule.oneOf("a", "b")))
        .hasMessageStartingWith("group must have");
  }

  private static Caller verify(TrustedIssuer.Builder issuer, Map<String, String> claims)
      throws IdentityException {
    TokenDraft draft = new TokenDraft().without("repo").without("env").without("ssh");
    claims.forEach((name, value) -> draft.claim(name, json(value)));
    OidcVerifier verifier = TestIssuer.verifier(issuer.build(), TestIssuer.keys()).build();
    return verifier.verify(PresentedIdentity.token(draft.token()).inSession("one"));
  }

  /** A text, or JSON if it begins with an exclamation mark. */
  private static String json(String value) {
    return value.startsWith("!") ? value.substring(1) : "\"" + value + "\"";
  }

  private static Reason reason(TrustedIssuer.Builder issuer, Map<String, String> claims) {
    return catchThrowableOfType(IdentityException.class, () -> verify(issuer, claims)).reason();
  }
}
