package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.core.LogLevel;
import com.anthropic.core.http.Interceptor;
import com.anthropic.core.opentelemetry.OpenTelemetryContentMode;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;
import com.anthropic.core.opentelemetry.OpenTelemetryTraces;
import com.anthropic.models.messages.MessageCreateParams;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.Reply;
import io.opentelemetry.api.trace.TracerProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class GuardedAnthropicTest {
  private static final MessageCreateParams QUESTION =
      MessageCreateParams.builder()
          .model("claude-fake-1")
          .maxTokens(64)
          .addUserMessage("Is " + Guards.SECRET + " a good password?")
          .build();

  private final FakeClaude fake = FakeClaude.start();
  private final Guards guards = Guards.admitting();
  private final AnthropicClient plain = SdkClaude.unguarded(fake.baseUrl());

  @AfterEach
  void closeAll() {
    plain.close();
    fake.close();
  }

  @Test
  void guardsTheReturnedClientAndItsAsyncViewAndNotTheGivenOne() {
    AnthropicClient guarded = GuardedAnthropic.guard(plain, guards.guard());

    assertThat(GuardedAnthropic.isGuarded(guarded)).isTrue();
    assertThat(GuardedAnthropic.isGuarded(guarded.async())).isTrue();
    assertThat(GuardedAnthropic.isGuarded(plain)).isFalse();
  }

  @Test
  void guardsAnAsynchronousClientAndItsSyncView() {
    AnthropicClientAsync async =
        AnthropicOkHttpClientAsync.builder().baseUrl(fake.baseUrl()).apiKey("a-key").build();

    AnthropicClientAsync guarded = GuardedAnthropic.guard(async, guards.guard());
    guarded.sync().messages().create(QUESTION);

    assertThat(GuardedAnthropic.isGuarded(guarded)).isTrue();
    assertThat(fake.requests().get(0).bodyText()).contains("TCN_").doesNotContain(Guards.SECRET);
    guarded.close();
  }

  @Test
  void refusesToGuardTwice() {
    AnthropicClient guarded = GuardedAnthropic.guard(plain, guards.guard());

    assertThatThrownBy(() -> GuardedAnthropic.guard(guarded, guards.guard()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already")
        .hasMessageContaining("guard the client that was there before");
    assertThatThrownBy(() -> GuardedAnthropic.guard(guarded.async(), guards.guard()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isGuardedTellsWhenTheGuardWasUndone() {
    AnthropicClient guarded = GuardedAnthropic.guard(plain, guards.guard());
    Interceptor another = transport -> transport;
    OpenTelemetryOptions content = content(TracerProvider.noop());

    List<AnthropicClient> undone =
        List.of(
            guarded.withOptions(options -> options.interceptors(List.of())),
            guarded.withOptions(
                options -> options.addInterceptor(MaskingInterceptor.of(guards.guard()))),
            guarded.withOptions(options -> options.addInterceptor(another)),
            guarded.withOptions(options -> options.logLevel(LogLevel.DEBUG)),
            guarded.withOptions(options -> options.openTelemetry(content)));

    assertThat(undone).noneMatch(GuardedAnthropic::isGuarded);
    assertThat(undone).map(GuardedAnthropicTest::whyNot).doesNotHaveDuplicates().hasSize(5);
    assertThat(GuardedAnthropic.isGuarded(guarded.withOptions(options -> options.maxRetries(0))))
        .isTrue();
  }

  private static String whyNot(AnthropicClient client) {
    IllegalStateException problem =
        catchThrowableOfType(
            IllegalStateException.class, () -> GuardedAnthropic.requireGuarded(client));
    return String.valueOf(problem.getMessage());
  }

  @Test
  void seesWhatOtherInterceptorsHaveWritten() {
    Interceptor leaking =
        Interceptor.syncOnly(
            (transport, request, options) ->
                transport.execute(
                    request.toBuilder().putHeader("X-By", Guards.SECRET).build(), options));
    AnthropicClient client =
        GuardedAnthropic.guard(
            plain.withOptions(options -> options.addInterceptor(leaking)), guards.guard());

    client.messages().create(QUESTION);

    assertThat(fake.requests().get(0).header("x-by").orElse("")).startsWith("TCN_");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void debugLogOfTheSdkShowsNoAnswer() {
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, UTF_8));
    try {
      AnthropicClient debugging = plain.withOptions(options -> options.logLevel(LogLevel.DEBUG));
      fake.enqueue(Reply.text("It is " + Guards.SECRET));
      GuardedAnthropic.guard(debugging, guards.guard()).messages().create(QUESTION);
    } finally {
      System.setErr(err);
    }

    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @Test
  void spansHoldNoContentAndKeepTheirOtherOptions() {
    TracerProvider tracers = TracerProvider.noop();
    AnthropicClient traced = plain.withOptions(options -> options.openTelemetry(content(tracers)));

    OpenTelemetryOptions options =
        GuardedAnthropic.guard(traced, guards.guard()).options().openTelemetry();

    assertThat(options.traces().contentMode()).isEqualTo(OpenTelemetryContentMode.METADATA_ONLY);
    assertThat(options.traces().enabled()).isTrue();
    assertThat(options.tracerProvider()).contains(tracers);
    assertThat(options.propagation()).isFalse();
  }

  private static OpenTelemetryOptions content(TracerProvider tracers) {
    return OpenTelemetryOptions.builder()
        .tracerProvider(tracers)
        .propagation(false)
        .traces(OpenTelemetryTraces.builder().contentMode(OpenTelemetryContentMode.CONTENT).build())
        .build();
  }
}
