package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.MultipartField;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.BetaToolRunner;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.files.FileMetadata;
import com.anthropic.models.files.FileUploadParams;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.RecordedRequest;
import dev.tacenda.testkit.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the official SDK offers beyond messages, under the guard. */
class SdkFeaturesTest {
  private static final String QUESTION = "Is " + Guards.SECRET + " a good password?";

  private final FakeClaude fake = FakeClaude.start();
  private final Guards guards = Guards.admitting();
  private final AnthropicClient client =
      GuardedAnthropic.guard(SdkClaude.unguarded(fake.baseUrl()), guards.guard());
  @TempDir private Path folder;

  @AfterEach
  void closeAll() {
    client.close();
    fake.close();
  }

  private void assertNothingLeft() {
    assertThat(fake.requests())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(each.bodyText() + each.path()).doesNotContain(Guards.SECRET));
    assertThat(fake.refusals()).isEmpty();
  }

  @Test
  void aFileGoesUpMaskedAndComesDownAsTheServerHasIt() throws IOException {
    Path file = Files.writeString(folder.resolve(Guards.SECRET + ".txt"), QUESTION);

    FileMetadata uploaded = client.files().upload(FileUploadParams.builder().file(file).build());
    String masked;
    try (HttpResponse download = client.files().download(uploaded.id())) {
      masked = new String(download.body().readAllBytes(), UTF_8);
    }

    assertThat(masked).startsWith("Is TCN_").endsWith(" a good password?");
    assertThat(uploaded.filename()).startsWith("TCN_").endsWith(".txt");
    assertThat(client.files().list().items()).hasSize(1);
    assertNothingLeft();
  }

  @Test
  void aStreamThatCanBeReadOnceGoesUpMasked() {
    FileUploadParams params =
        FileUploadParams.builder()
            .file(
                MultipartField.<java.io.InputStream>builder()
                    .value(new ByteArrayInputStream(QUESTION.getBytes(UTF_8)))
                    .filename("notes.txt")
                    .build())
            .build();

    client.async().files().upload(params).join();

    assertNothingLeft();
    assertThat(fake.requests().get(0).bodyText()).contains("Is TCN_");
  }

  @Test
  void anImageIsNotUploadedUnlessThePolicySaysSo() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3};
    assertThatThrownBy(() -> client.files().upload(FileUploadParams.builder().file(png).build()))
        .isInstanceOf(RequestDeniedException.class)
        .hasMessageContaining("binary: pass");
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void aBatchIsMaskedAndItsResultsAre() {
    fake.enqueue(Reply.text("Not " + Guards.SECRET));
    BatchCreateParams params =
        BatchCreateParams.builder()
            .addRequest(
                BatchCreateParams.Request.builder()
                    .customId("first")
                    .params(
                        BatchCreateParams.Request.Params.builder()
                            .model("claude-fake-1")
                            .maxTokens(64)
                            .addUserMessage(QUESTION)
                            .build())
                    .build())
            .build();

    MessageBatch batch = client.messages().batches().create(params);
    client.messages().batches().retrieve(batch.id());
    List<String> said = new ArrayList<>();
    try (StreamResponse<MessageBatchIndividualResponse> results =
        client.messages().batches().resultsStreaming(batch.id())) {
      results.stream()
          .forEach(
              each -> {
                assertThat(each.customId()).isEqualTo("first");
                said.add(SdkStream.said(each.result().asSucceeded().message()));
              });
    }

    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("Not TCN_");
    assertNothingLeft();
  }

  @Test
  void tokensAreCountedOfTheMaskedRequest() {
    MessageCountTokensParams params =
        MessageCountTokensParams.builder().model("claude-fake-1").addUserMessage(QUESTION).build();

    assertThat(client.messages().countTokens(params).inputTokens()).isPositive();
    assertNothingLeft();
  }

  @Test
  void modelsAreListed() {
    assertThat(client.models().list().items()).isNotEmpty();
    assertNothingLeft();
  }

  /** A tool of the application, as the tool runner calls it. */
  @JsonClassDescription("Looks a password up")
  static final class Lookup implements Supplier<String> {
    @JsonPropertyDescription("Whose")
    public String user = "";

    @Override
    public String get() {
      return "The password of " + user + " is " + Guards.SECRET;
    }
  }

  @Test
  void theToolRunnerSeesMaskedAnswersAndSendsMaskedResults() {
    fake.enqueue(Reply.message().andToolUse("lookup", "{\"user\":\"ada\"}").stopReason("tool_use"));
    fake.enqueue(Reply.text("It is " + Guards.SECRET));

    BetaToolRunner runner =
        client
            .beta()
            .messages()
            .toolRunner(
                com.anthropic.models.beta.messages.MessageCreateParams.builder()
                    .model("claude-fake-1")
                    .maxTokens(64)
                    .addUserMessage(QUESTION)
                    .addTool(Lookup.class)
                    .build());
    List<BetaMessage> messages = new ArrayList<>();
    runner.iterator().forEachRemaining(messages::add);

    assertThat(messages).hasSize(2);
    String answer = messages.get(1).content().get(0).asText().text();
    assertThat(answer).startsWith("It is TCN_");
    List<RecordedRequest> requests = fake.requests();
    assertThat(requests.get(1).bodyText()).contains("The password of ada is TCN_");
    assertNothingLeft();
  }

  @Test
  void betaHeadersReachTheApi() {
    client
        .beta()
        .messages()
        .create(
            com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model("claude-fake-1")
                .maxTokens(64)
                .addUserMessage(QUESTION)
                .addBeta("context-management-2025-06-27")
                .build());
    assertThat(fake.requests().get(0).header("anthropic-beta"))
        .contains("context-management-2025-06-27");
    assertNothingLeft();
  }
}
