package dev.tacenda.claude.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.opentelemetry.OpenTelemetryContentMode;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;
import com.anthropic.core.opentelemetry.OpenTelemetryTraces;
import com.anthropic.models.messages.MessageCreateParams;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.Reply;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What spans hold that are really written: the SDK writes them above the guard. */
class ContentTracesTest {
  private static final MessageCreateParams QUESTION =
      MessageCreateParams.builder()
          .model("claude-fake-1")
          .maxTokens(64)
          .addUserMessage("Is " + Guards.SECRET + " a good password?")
          .build();

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final FakeClaude fake = FakeClaude.start();
  private final AnthropicClient traced =
      SdkClaude.unguarded(fake.baseUrl())
          .withOptions(
              options ->
                  options.openTelemetry(
                      OpenTelemetryOptions.builder()
                          .tracerProvider(tracers)
                          .traces(
                              OpenTelemetryTraces.builder()
                                  .contentMode(OpenTelemetryContentMode.CONTENT)
                                  .build())
                          .build()));

  @AfterEach
  void closeAll() {
    traced.close();
    fake.close();
    tracers.close();
  }

  private String spansOf(AnthropicClient client) {
    fake.enqueue(Reply.text("It is " + Guards.SECRET));
    var unused = client.messages().create(QUESTION);
    assertThat(spans.getFinishedSpanItems()).isNotEmpty();
    return spans.getFinishedSpanItems().toString();
  }

  @Test
  void spansOfAGuardedClientAreWrittenWithoutContent() {
    AnthropicClient guarded = GuardedAnthropic.guard(traced, Guards.admitting().guard());

    assertThat(spansOf(guarded)).contains("claude-fake-1").doesNotContain(Guards.SECRET);
  }

  /** If this fails, the test above shows nothing. */
  @Test
  void spansOfAnUnguardedClientHoldContent() {
    assertThat(spansOf(traced)).contains(Guards.SECRET);
  }
}
