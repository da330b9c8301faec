package dev.tacenda.claude.springai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.anthropic.GuardedAnthropic;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.testkit.FakeClaude;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A model of Spring AI has two clients, and makes itself the one that it is not given. With only
 * the blocking one guarded, {@code call()} is masked and {@code stream()} is not.
 */
class AsyncTrapTest {
  private static final String SECRET = "FAKE-" + "correct-horse-9";
  private static final Prompt QUESTION = new Prompt("Is " + SECRET + " a good password?");
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: tests
      revision: 1
      anonymous-callers: admit
      rules:
        use: [standard]
      """;

  private final FakeClaude fake = FakeClaude.start();
  private final AnthropicChatOptions options = SpringAiClaude.options(fake.baseUrl()).build();
  private final AnthropicChatModel plain = AnthropicChatModel.builder().options(options).build();
  private final TrafficGuard guard =
      TrafficGuard.builder(
              MaskingPolicy.parse("tests.yaml", POLICY.getBytes(UTF_8)),
              PlaceholderKey.of(new byte[32]),
              new InMemoryAuditSink())
          .knownSecrets(KnownSecrets.builder().add("horse", SECRET).build())
          .build();

  @AfterEach
  void stop() {
    fake.close();
  }

  private AnthropicChatModel halfGuarded() {
    return AnthropicChatModel.builder()
        .options(options)
        .anthropicClient(GuardedAnthropic.guard(plain.getAnthropicClient(), guard))
        .build();
  }

  private String sent(int index) {
    return fake.requests().get(index).bodyText();
  }

  @Test
  void guardingTheBlockingClientOnlyLeavesStreamsUnmasked() {
    AnthropicChatModel model = halfGuarded();

    var unused = model.call(QUESTION);
    unused = model.stream(QUESTION).blockLast();

    assertThat(sent(0)).contains("TCN_").doesNotContain(SECRET);
    assertThat(sent(1)).contains(SECRET);
  }

  @Test
  void requiringBothToBeGuardedShowsIt() {
    AnthropicChatModel model = halfGuarded();

    assertThat(GuardedAnthropic.isGuarded(model.getAnthropicClient())).isTrue();
    assertThatThrownBy(() -> GuardedAnthropic.requireGuarded(model.getAnthropicClientAsync()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not guarded");
  }

  @Test
  void asyncViewOfTheGuardedClientServesBoth() {
    var guarded = GuardedAnthropic.guard(plain.getAnthropicClient(), guard);
    AnthropicChatModel model =
        AnthropicChatModel.builder()
            .options(options)
            .anthropicClient(guarded)
            .anthropicClientAsync(guarded.async())
            .build();

    var unused = model.call(QUESTION);
    unused = model.stream(QUESTION).blockLast();

    for (int i = 0; i < 2; i++) {
      assertThat(sent(i)).contains("TCN_").doesNotContain(SECRET);
    }
    assertThat(GuardedAnthropic.requireGuarded(model.getAnthropicClientAsync())).isNotNull();
  }
}
