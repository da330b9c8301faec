package dev.tacenda.claude.gate.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tacenda.claude.gate.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key in an environment variable. */
class EnvironmentCredentialsTest {

  @Test
  void takesTheOneThatIsSet() {
    assertThat(header(Map.of("ANTHROPIC_API_KEY", "FAKE-key-1"))).isEqualTo("FAKE-key-1");
    assertThat(header(Map.of("ANTHROPIC_AUTH_TOKEN", "FAKE-token-1")))
        .isEqualTo("Bearer FAKE-token-1");
    assertThat(
            EnvironmentCredentials.of(
                    Map.of("OTHER", "FAKE-key-1"), "OTHER", CredentialKind.API_KEY)
                .held())
        .hasSize(1);
  }

  @Test
  void refusesNoneBothAndWhatCannotBeSent() {
    for (Map<String, String> environment :
        java.util.List.of(
            Map.<String, String>of(),
            Map.of("ANTHROPIC_API_KEY", "FAKE-key-1", "ANTHROPIC_AUTH_TOKEN", "FAKE-token-1"),
            Map.of("ANTHROPIC_API_KEY", ""),
            Map.of("ANTHROPIC_API_KEY", "FAKE key of a test"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EnvironmentCredentials.of(environment))
          .withMessageNotContaining("FAKE");
    }
  }

  private static String header(Map<String, String> environment) {
    return EnvironmentCredentials.of(environment).credentialFor(Caller.anonymous()).headerValue();
  }
}
