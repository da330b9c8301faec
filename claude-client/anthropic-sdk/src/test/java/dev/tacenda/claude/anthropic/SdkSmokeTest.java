package dev.tacenda.claude.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import dev.tacenda.audit.Outcome;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.Reply;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The least that must hold on a version of the SDK; the whole contract runs on more of them in the
 * profile "matrix".
 */
class SdkSmokeTest {
  private static final MessageCreateParams QUESTION =
      MessageCreateParams.builder()
          .model("claude-fake-1")
          .maxTokens(64)
          .addUserMessage("Is " + Guards.SECRET + " a good password?")
          .build();

  private final FakeClaude fake = FakeClaude.start();
  private final Guards guards = Guards.admitting();
  private final AnthropicClient client =
      GuardedAnthropic.guard(SdkClaude.unguarded(fake.baseUrl()), guards.guard());

  @AfterEach
  void closeAll() {
    client.close();
    fake.close();
  }

  @Test
  void masksBothWaysAndOnARetry() throws Exception {
    fake.enqueue(Reply.error(500, "api_error", "not now"))
        .enqueue(Reply.text("It is " + Guards.SECRET))
        .enqueue(Reply.text("It is " + Guards.SECRET));

    assertThat(SdkStream.said(client.messages().create(QUESTION))).startsWith("It is TCN_");
    assertThat(SdkStream.said(client.async().messages().create(QUESTION).get()))
        .startsWith("It is TCN_");

    assertThat(fake.requests())
        .hasSize(3)
        .allSatisfy(
            each -> assertThat(each.bodyText()).contains("TCN_").doesNotContain(Guards.SECRET));
    assertThat(guards.closings()).hasSize(3);
  }

  @Test
  void masksAStream() {
    fake.enqueue(Reply.text("It is " + Guards.SECRET).deltaSize(3));

    try (StreamResponse<RawMessageStreamEvent> events =
        client.messages().createStreaming(QUESTION)) {
      String said =
          events.stream()
              .flatMap(event -> event.contentBlockDelta().stream())
              .flatMap(event -> event.delta().text().stream())
              .map(TextDelta::text)
              .collect(Collectors.joining());
      assertThat(said).startsWith("It is TCN_");
    }

    assertThat(guards.closings().get(0).outcome()).contains(Outcome.SUCCESS);
  }
}
