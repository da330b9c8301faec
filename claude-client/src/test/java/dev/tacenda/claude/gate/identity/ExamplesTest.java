package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, as they stand there. */
class ExamplesTest {
  @Test
  void verifierOfGitHubJobs() {
    OidcVerifier verifier =
        OidcVerifier.builder(
                Issuers.gitHub("tacenda")
                    .require(ClaimRule.oneOf("repository_owner_id", "4711"))
                    .build())
            .build();

    assertThat(verifier).hasToString("OidcVerifier[https://token.actions.githubusercontent.com]");
  }

  @Test
  void issuerOfOnesOwn() {
    TrustedIssuer ci =
        TrustedIssuer.builder("https://ci.example.com", "tacenda")
            .subjectKey("project_id", "user_id")
            .require(ClaimRule.oneOf("namespace_id", "4711"))
            .group("release", ClaimRule.oneOf("ref", "refs/heads/main"))
            .build();

    assertThat(ci).hasToString("TrustedIssuer[https://ci.example.com]");
  }

  @Test
  void presetWithMore() {
    TrustedIssuer gitHub =
        Issuers.gitHub("tacenda")
            .require(ClaimRule.oneOf("repository_owner_id", "4711"))
            .group("release", ClaimRule.oneOf("ref", "refs/heads/main"))
            .build();

    assertThat(gitHub.groups()).containsOnlyKeys(Issuers.UNTRUSTED_FORK, "release");
  }

  @Test
  void rules() {
    assertThat(ClaimRule.oneOf("ref", "refs/heads/main", "refs/heads/release").claim())
        .isEqualTo(ClaimRule.matching("ref", "refs/tags/v[0-9]+\\.[0-9]+").claim());
  }

  @Test
  void guardOfAJob() {
    String token = new TokenDraft().token();
    Map<String, String> environment = Map.of("TACENDA_ID_TOKEN", token);
    OidcVerifier verifier = TestIssuer.verifier();
    MaskingPolicy policy = MaskingPolicy.standard();
    PlaceholderKey key = PlaceholderKey.random();

    TrafficGuard guard =
        TrafficGuard.builder(policy, key, new InMemoryAuditSink())
            .presenting(JobToken.detect(environment, "tacenda"))
            .identity(verifier)
            .build();

    assertThat(sent(guard, "log: " + token)).contains("log: TCN_").doesNotContain(token);
    TrafficGuard another =
        TrafficGuard.builder(policy, key, new InMemoryAuditSink())
            .presenting(JobToken.detect(environment, "tacenda"))
            .identity(verifier)
            .build();
    assertThatThrownBy(() -> sent(another, "hi"))
        .isInstanceOf(RequestDeniedException.class)
        .hasMessageContaining("(TOKEN_IN_OTHER_SESSION)");
  }

  private static String sent(TrafficGuard guard, String text) {
    String json = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages")
            .body("application/json", json.getBytes(UTF_8))
            .build();
    return new String(guard.admit(request).request().body(), UTF_8);
  }
}
