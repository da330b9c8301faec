package dev.tacenda.claude.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.http.client.HttpClientBuilderFactory;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.model.anthropic.AnthropicTokenCountEstimator;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.MaskingAssertions;
import dev.tacenda.testkit.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard does under models of LangChain4j, besides what every adapter must do. */
class MaskingHttpClientBuilderTest {
  private static final String QUESTION = "Is " + Guards.SECRET + " a good password?";

  private final FakeClaude fake = FakeClaude.start();
  private final Guards guards = Guards.admitting();

  @AfterEach
  void stop() {
    fake.close();
  }

  private ChatClaude claude(Guards which) {
    return new ChatClaude(fake.baseUrl(), which.guard(), ChatClaude::chat);
  }

  @Test
  void deniedCallIsNotRetried() {
    Guards denying = Guards.denying();

    DeniedChatException denied =
        catchThrowableOfType(
            DeniedChatException.class, () -> claude(denying).model(3).chat(QUESTION));

    assertThat(denied.denial().reason()).isEqualTo(Reason.ANONYMOUS_NOT_ADMITTED);
    assertThat(denying.count(Kind.REQUEST_DENIED)).isEqualTo(1);
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void retriesSendTheSameBytes() {
    fake.enqueue(Reply.error(500, "api_error", "not now")).enqueue(Reply.text("at last"));

    assertThat(claude(guards).model(1).chat(QUESTION)).isEqualTo("at last");

    assertThat(fake.requests()).hasSize(2);
    assertThat(fake.requests().get(0).body()).isEqualTo(fake.requests().get(1).body());
  }

  @Test
  void errorKeepsTheTypeThatLangChain4jGivesIt() {
    fake.enqueue(Reply.error(400, "invalid_request_error", "cannot parse " + Guards.SECRET));

    assertThatThrownBy(() -> claude(guards).model(0).chat(QUESTION))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("cannot parse TCN_");
  }

  @Test
  void countingTokensIsMasked() {
    int tokens =
        AnthropicTokenCountEstimator.builder()
            .httpClientBuilder(claude(guards).builder())
            .baseUrl(fake.baseUrl() + "/v1/")
            .apiKey("a-key-of-the-test")
            .modelName("claude-fake-1")
            .build()
            .estimateTokenCountInText(QUESTION);

    assertThat(tokens).isPositive();
    MaskingAssertions.assertThatRequest(fake.requests().get(0))
        .bodyContains("Is TCN_")
        .leaksNothingOf(Map.of("horse", Guards.SECRET));
  }

  @Test
  void refusesToGuardTwiceAndPassesTimeoutsOn() {
    FakeTransport transport = new FakeTransport();
    MaskingHttpClientBuilder builder = MaskingHttpClientBuilder.wrap(transport, guards.guard());
    var unused = builder.connectTimeout(Duration.ofSeconds(3)).readTimeout(Duration.ofSeconds(4));

    assertThat(transport.connectTimeout()).isEqualTo(builder.connectTimeout()).hasSeconds(3);
    assertThat(transport.readTimeout()).isEqualTo(builder.readTimeout()).hasSeconds(4);
    assertThatThrownBy(() -> MaskingHttpClientBuilder.wrap(builder, guards.guard()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wrap the builder that was there before");
    assertThat(builder.toString()).startsWith("MaskingHttpClientBuilder[TrafficGuard[session ");
  }

  /** A second factory would make LangChain4j refuse to choose one. */
  @Test
  void bringsNoFactoryOfItsOwn() {
    assertThat(ServiceLoader.load(HttpClientBuilderFactory.class).stream()).hasSize(1);
    assertThat(HttpClientBuilderLoader.loadHttpClientBuilder())
        .isNotInstanceOf(MaskingHttpClientBuilder.class);
  }
}
