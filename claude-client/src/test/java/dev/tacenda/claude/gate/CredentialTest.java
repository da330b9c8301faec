package dev.tacenda.claude.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request goes out with. */
class CredentialTest {
  private static final String KEY = "FAKE-key-of-a-test";

  @Test
  void becomesAHeader() {
    assertThat(Credential.apiKey(KEY).headerName()).contains("x-api-key");
    assertThat(Credential.apiKey(KEY).headerValue()).isEqualTo(KEY);
    assertThat(Credential.bearer(KEY).headerName()).contains("Authorization");
    assertThat(Credential.bearer(KEY).headerValue()).isEqualTo("Bearer " + KEY);
    assertThat(Credential.callersOwn().headerName()).isEmpty();
    assertThat(Credential.callersOwn().headerValue()).isEmpty();
    assertThat(Credential.callersOwn().secret()).isEmpty();
  }

  @Test
  void refusesWhatIsNoHeaderValueAndDoesNotQuoteIt() {
    for (String bad :
        List.of(
            "FAKE key of a test",
            "FAKE-key\r\nX-Injected: 1",
            "FAKE-kéy-of-a-test",
            "FAKE-key\u0000of-a-test",
            "FAKE-7c",
            " FAKE-key-of-a-test")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Credential.apiKey(bad))
          .withMessageNotContaining("FAKE");
      assertThatIllegalArgumentException().isThrownBy(() -> Credential.bearer(bad));
    }
  }

  @Test
  void namesABetaThatGoesWithIt() {
    assertThat(Credential.bearer(KEY).withBeta("oauth-2025-04-20").beta())
        .contains("oauth-2025-04-20");
    assertThatIllegalArgumentException().isThrownBy(() -> Credential.bearer(KEY).withBeta("a,b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Credential.callersOwn().withBeta("a"));
  }

  @Test
  void equalsWhatPutsTheSameOnARequestAndPrintsNoKey() {
    Credential key = Credential.apiKey(KEY);

    assertThat(key).isEqualTo(Credential.apiKey(KEY)).hasSameHashCodeAs(Credential.apiKey(KEY));
    assertThat(key)
        .isNotEqualTo(Credential.bearer(KEY))
        .isNotEqualTo(Credential.apiKey(KEY + "2"))
        .isNotEqualTo(key.withBeta("b"))
        .isNotEqualTo(Credential.callersOwn());
    assertThat(List.of(key, CredentialProvider.fixed(key)).toString()).doesNotContain(KEY);
  }

  @Test
  void aFixedProviderHoldsItsKey() {
    assertThat(CredentialProvider.fixed(Credential.apiKey(KEY)).held()).hasSize(1);
    assertThat(CredentialProvider.callersOwn().held()).isEmpty();
  }
}
