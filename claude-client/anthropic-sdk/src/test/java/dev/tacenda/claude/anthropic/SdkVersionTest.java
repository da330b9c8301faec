package dev.tacenda.claude.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The build runs this on more than one version of the SDK; it shows that it really does, and that
 * what the versions do not share is found in each.
 */
class SdkVersionTest {
  private static final String EXPECTED = System.getProperty("tacenda.anthropic", "");

  private final Guards guards = Guards.admitting();

  @Test
  void runsOnTheVersionThatTheBuildNames() {
    for (Class<?> type : List.of(HttpRequest.class, AnthropicOkHttpClient.class)) {
      assertThat(type.getProtectionDomain().getCodeSource().getLocation().toString())
          .endsWith("-" + EXPECTED + ".jar");
    }
  }

  @Test
  void findsTheBodyOfARequest() {
    BytesBody body = new BytesBody(new byte[1]);
    HttpRequest.Builder request =
        HttpRequest.builder().method(HttpMethod.POST).baseUrl("https://claude.invalid");

    assertThat(SdkVersion.body(request.build())).isEmpty();
    assertThat(SdkVersion.body(request.body(body).build())).containsSame(body);
  }

  @Test
  void tellsWhetherAClientIsGuarded() {
    AnthropicClient plain = SdkClaude.unguarded("http://127.0.0.1:1");
    AnthropicClient guarded = GuardedAnthropic.guard(plain, guards.guard());
    AnthropicClientAsync async = GuardedAnthropic.guard(plain.async(), guards.guard());

    assertThat(GuardedAnthropic.requireGuarded(guarded)).isSameAs(guarded);
    assertThat(GuardedAnthropic.requireGuarded(async)).isSameAs(async);
    assertThat(GuardedAnthropic.isGuarded(guarded.async())).isTrue();
    assertThatThrownBy(() -> GuardedAnthropic.requireGuarded(plain))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it has 0 MaskingInterceptors");
    assertThatThrownBy(() -> GuardedAnthropic.requireGuarded(plain.async()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> GuardedAnthropic.guard(guarded, guards.guard()))
        .isInstanceOf(IllegalStateException.class);
    guarded.close();
  }
}
