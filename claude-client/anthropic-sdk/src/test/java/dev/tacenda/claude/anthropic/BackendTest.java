package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.aws.backends.AwsBackend;
import com.anthropic.backends.Backend;
import com.anthropic.bedrock.backends.BedrockBackend;
import com.anthropic.bedrock.backends.BedrockMantleBackend;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.foundry.backends.FoundryBackend;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import com.anthropic.vertex.backends.VertexBackend;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.tacenda.audit.Outcome;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Clouds rewrite the request and sign it below the guard, so what they sign is what is sent: the
 * masked body.
 */
class BackendTest {
  private static final MessageCreateParams QUESTION =
      MessageCreateParams.builder()
          .model("claude-fake-1")
          .maxTokens(64)
          .addUserMessage("Is " + Guards.SECRET + " a good password?")
          .build();

  private static final String MESSAGE =
      "{\"id\":\"msg_fake_1\",\"type\":\"message\",\"role\":\"assistant\","
          + "\"model\":\"claude-fake-1\",\"content\":[%s],\"stop_reason\":null,"
          + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

  private static final AwsBasicCredentials AWS =
      AwsBasicCredentials.create("AKI" + "AFAKEFAKEFAKEFAKE", "fake-secret-of-the-test");

  private final Guards guards = Guards.admitting();

  /** A backend at another address; not every one can be told. */
  private record At(String baseUrl, Backend backend) implements Backend {
    @Override
    public HttpRequest prepareRequest(HttpRequest request) {
      return backend.prepareRequest(request);
    }

    @Override
    public HttpRequest authorizeRequest(HttpRequest request) {
      return backend.authorizeRequest(request);
    }

    @Override
    public HttpResponse prepareResponse(HttpResponse response) {
      return backend.prepareResponse(response);
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private AnthropicClient guarded(BackendServer server, Backend backend) {
    AnthropicClient plain =
        AnthropicOkHttpClient.builder().backend(new At(server.baseUrl(), backend)).build();
    return GuardedAnthropic.guard(plain, guards.guard());
  }

  /** Asks through a backend and returns what arrived. */
  private BackendServer.Request ask(Backend backend) {
    String text = "{\"type\":\"text\",\"text\":\"It is " + Guards.SECRET + "\"}";
    byte[] answer = MESSAGE.formatted(text).getBytes(UTF_8);
    try (BackendServer server = BackendServer.start("application/json", answer)) {
      AnthropicClient client = guarded(server, backend);

      assertThat(SdkStream.said(client.messages().create(QUESTION))).startsWith("It is TCN_");

      client.close();
      BackendServer.Request request = server.onlyRequest();
      assertThat(new String(request.body().bytes(), UTF_8))
          .contains("TCN_")
          .doesNotContain(Guards.SECRET);
      assertThat(guards.closings()).hasSize(1);
      assertThat(guards.closings().get(0).outcome()).contains(Outcome.SUCCESS);
      return request;
    }
  }

  private static void assertSigned(BackendServer.Request request) throws Exception {
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(request.body().bytes());
    assertThat(request.header("authorization"))
        .startsWith("AWS4-HMAC-SHA256 ")
        .contains("x-amz-content-sha256");
    assertThat(request.header("x-amz-content-sha256")).isEqualTo(HexFormat.of().formatHex(sha256));
  }

  @Test
  void awsSignsTheMaskedBody() throws Exception {
    BackendServer.Request request =
        ask(
            AwsBackend.builder()
                .awsCredentials(AWS)
                .region(Region.US_EAST_1)
                .workspaceId("wrkspc_fake_1")
                .build());

    assertSigned(request);
    assertThat(request.path()).endsWith("/v1/messages");
  }

  @Test
  void bedrockSignsTheMaskedBody() throws Exception {
    BackendServer.Request request =
        ask(BedrockBackend.builder().awsCredentials(AWS).region(Region.US_EAST_1).build());

    assertSigned(request);
    assertThat(request.path()).isEqualTo("/model/claude-fake-1/invoke");
  }

  @Test
  void bedrockMantleSignsTheMaskedBody() throws Exception {
    assertSigned(
        ask(BedrockMantleBackend.builder().awsCredentials(AWS).region(Region.US_EAST_1).build()));
  }

  @Test
  void vertexSendsTheMaskedBodyWithItsOwnCredential() {
    AccessToken token =
        new AccessToken("fake-token", Date.from(Instant.parse("2999-01-01T00:00:00Z")));

    BackendServer.Request request =
        ask(
            VertexBackend.builder()
                .googleCredentials(GoogleCredentials.create(token))
                .region("us-east5")
                .project("project-of-the-test")
                .build());

    assertThat(request.header("authorization")).isEqualTo("Bearer fake-token");
    assertThat(request.path()).endsWith("/models/claude-fake-1:rawPredict");
  }

  @Test
  void foundrySendsTheMaskedBodyWithItsOwnCredential() {
    BackendServer.Request request =
        ask(FoundryBackend.builder().apiKey("a-key-of-the-test").resource("tests").build());

    assertThat(request.headers().toString()).contains("a-key-of-the-test");
    assertThat(request.path()).endsWith("/v1/messages");
  }

  /** Bedrock streams in frames of its own; the SDK makes events of them below the guard. */
  @Test
  void streamOfBedrockIsMaskedOverItsFrames() {
    String begin = MESSAGE.formatted("");
    byte[] frames =
        frames(
            "{\"type\":\"message_start\",\"message\":" + begin + "}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"text\",\"text\":\"\"}}",
            delta("It is " + Guards.SECRET.substring(0, 9)),
            delta(Guards.SECRET.substring(9) + ", no more"),
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":3}}",
            "{\"type\":\"message_stop\"}");
    Backend bedrock = BedrockBackend.builder().awsCredentials(AWS).region(Region.US_EAST_1).build();
    try (BackendServer server = BackendServer.start("application/vnd.amazon.eventstream", frames);
        StreamResponse<RawMessageStreamEvent> events =
            guarded(server, bedrock).messages().createStreaming(QUESTION)) {
      String said =
          events.stream()
              .flatMap(event -> event.contentBlockDelta().stream())
              .flatMap(event -> event.delta().text().stream())
              .map(TextDelta::text)
              .collect(Collectors.joining());

      assertThat(said).startsWith("It is TCN_").endsWith(", no more");
      assertThat(server.onlyRequest().path()).endsWith("/invoke-with-response-stream");
    }
    assertThat(guards.closings().get(0).outcome()).contains(Outcome.SUCCESS);
  }

  private static String delta(String text) {
    return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
        + "{\"type\":\"text_delta\",\"text\":\""
        + text
        + "\"}}";
  }

  private static byte[] frames(String... events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String event : List.of(events)) {
      String base64 = Base64.getEncoder().encodeToString(event.getBytes(UTF_8));
      Map<String, HeaderValue> headers =
          Map.of(
              ":message-type", HeaderValue.fromString("event"),
              ":event-type", HeaderValue.fromString("chunk"),
              ":content-type", HeaderValue.fromString("application/json"));
      new Message(headers, ("{\"bytes\":\"" + base64 + "\"}").getBytes(UTF_8)).encode(out);
    }
    return out.toByteArray();
  }
}
