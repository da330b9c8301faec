package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.errors.BadRequestException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.MaskingAssertions;
import dev.tacenda.testkit.RecordedRequest;
import dev.tacenda.testkit.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard does under the official SDK, besides what every adapter must do. */
class MaskingInterceptorTest {
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
  void retriesOfACallAreAttemptsOfOneExchange() {
    failTwice();

    Message message = client.messages().create(QUESTION);

    assertThat(SdkStream.said(message)).isEqualTo("at last");
    assertThreeAttemptsOfOneExchange();
  }

  @Test
  void retriesOfAnAsynchronousCallAreAttemptsOfOneExchange() throws Exception {
    failTwice();

    Message message = client.async().messages().create(QUESTION).get();

    assertThat(SdkStream.said(message)).isEqualTo("at last");
    assertThreeAttemptsOfOneExchange();
  }

  private void failTwice() {
    Reply failure = Reply.error(500, "api_error", "not now");
    fake.enqueue(failure).enqueue(failure).enqueue(Reply.text("at last"));
  }

  private void assertThreeAttemptsOfOneExchange() {
    List<RecordedRequest> requests = fake.requests();
    assertThat(requests).extracting(RecordedRequest::bodyText).hasSize(3);
    assertThat(requests)
        .extracting(RecordedRequest::bodyText)
        .containsOnly(requests.get(0).bodyText());
    assertThat(requests.get(0).bodyText()).contains("TCN_").doesNotContain(Guards.SECRET);
    for (List<AuditRecord> records : List.of(guards.intents(), guards.closings())) {
      assertThat(records).extracting(AuditRecord::exchangeId).hasSize(3);
      assertThat(records).extracting(AuditRecord::exchangeId).containsOnly(exchange(0));
      assertThat(records).extracting(each -> each.attempt().orElse(0)).containsExactly(1, 2, 3);
    }
    assertThat(guards.closings())
        .extracting(each -> each.httpStatus().orElse(0))
        .containsExactly(500, 500, 200);
  }

  private Optional<UUID> exchange(int intent) {
    return guards.intents().get(intent).exchangeId();
  }

  @Test
  void callsAreExchangesOfTheirOwn() {
    client.messages().create(QUESTION);
    client.messages().create(QUESTION);

    assertThat(exchange(0)).isNotEqualTo(exchange(1));
    assertThat(guards.intents()).extracting(each -> each.attempt().orElse(0)).containsOnly(1);
  }

  @Test
  void deniedCallIsNotRetriedAndNothingIsSent() {
    Guards denying = Guards.denying();
    AnthropicClient denied =
        GuardedAnthropic.guard(SdkClaude.unguarded(fake.baseUrl()), denying.guard());

    RequestDeniedException denial =
        catchThrowableOfType(
            RequestDeniedException.class, () -> denied.messages().create(QUESTION));

    assertThat(denial.reason()).isEqualTo(Reason.ANONYMOUS_NOT_ADMITTED);
    assertThat(fake.requests()).isEmpty();
    assertThat(denying.denials()).hasSize(1);
  }

  @Test
  void deniedAsynchronousCallFailsIsNotRetriedAndNothingIsSent() {
    Guards denying = Guards.denying();
    AnthropicClient denied =
        GuardedAnthropic.guard(SdkClaude.unguarded(fake.baseUrl()), denying.guard());

    Future<Message> answer = denied.async().messages().create(QUESTION);

    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RequestDeniedException.class);
    assertThat(fake.requests()).isEmpty();
    assertThat(denying.denials()).hasSize(1);
  }

  @Test
  void errorIsTypedAndItsMessageIsMasked() {
    fake.enqueue(Reply.error(400, "invalid_request_error", "cannot parse " + Guards.SECRET));

    BadRequestException error =
        catchThrowableOfType(BadRequestException.class, () -> client.messages().create(QUESTION));

    assertThat(error.headers().values("request-id")).isNotEmpty();
    assertThat(error).hasMessageContaining("cannot parse TCN_");
    assertThat(error.getMessage()).doesNotContain(Guards.SECRET);
    assertThat(guards.closings().get(0).outcome()).contains(Outcome.API_ERROR);
  }

  @Test
  void compressedAnswerIsMasked() {
    fake.enqueue(Reply.text("It is " + Guards.SECRET).gzip());

    Message message = client.messages().create(QUESTION);

    assertThat(SdkStream.said(message)).startsWith("It is TCN_");
  }

  @Test
  void answerThatStaysCompressedIsDecodedAndMasked() {
    fake.enqueue(Reply.text("It is " + Guards.SECRET).gzip());
    MessageCreateParams compressed =
        QUESTION.toBuilder().putAdditionalHeader("Accept-Encoding", "gzip").build();

    assertThat(SdkStream.said(client.messages().create(compressed))).startsWith("It is TCN_");
  }

  @Test
  void rawResponseIsMaskedToo() throws Exception {
    fake.enqueue(Reply.text("It is " + Guards.SECRET));

    try (HttpResponseFor<Message> raw = client.withRawResponse().messages().create(QUESTION)) {
      assertThat(raw.requestId()).isPresent();
      assertThat(new String(raw.body().readAllBytes(), UTF_8))
          .contains("It is TCN_")
          .doesNotContain(Guards.SECRET);
    }
  }

  @Test
  void countingTokensIsMasked() {
    var unused =
        client
            .messages()
            .countTokens(
                MessageCountTokensParams.builder()
                    .model("claude-fake-1")
                    .addUserMessage("count " + Guards.SECRET)
                    .build());

    MaskingAssertions.assertThatRequest(fake.requests().get(0))
        .bodyContains("count TCN_")
        .leaksNothingOf(Map.of("horse", Guards.SECRET));
  }

  @Test
  void callWithoutABodyIsRecorded() {
    assertThat(client.models().list().data()).isNotEmpty();

    assertThat(guards.intents()).hasSize(1);
    assertThat(guards.closings().get(0).outcome()).contains(Outcome.SUCCESS);
  }

  @Test
  void headerOfTheCallerIsMasked() {
    client
        .messages()
        .create(QUESTION.toBuilder().putAdditionalHeader("X-By", Guards.SECRET).build());

    assertThat(fake.requests().get(0).header("x-by").orElse("")).startsWith("TCN_");
  }

  @Test
  void credentialOfTheClientIsSentAsItIs() {
    client.messages().create(QUESTION);

    assertThat(fake.requests().get(0).header("authorization")).contains("Bearer a-key-of-the-test");
  }

  @Test
  void streamThatIsClosedBeforeItBeginsEndsItsExchange() throws InterruptedException {
    fake.enqueue(Reply.text("never read"));

    client.async().messages().createStreaming(QUESTION).close();
    guards.awaitClosing();

    assertThat(guards.closings()).hasSize(1);
    assertThat(guards.closings().get(0).outcome()).contains(Outcome.CANCELLED);
  }
}
