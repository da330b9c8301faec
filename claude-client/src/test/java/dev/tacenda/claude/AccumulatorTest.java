package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tacenda.claude.StreamFixture.Ends;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The accumulators of the official SDKs make of a masked stream what masking makes of the message
 * in one piece. That of the Java SDK is asked here; for that of the TypeScript SDK the streams and
 * the messages are written to {@code target/streams}, see {@code src/test/typescript}.
 */
class AccumulatorTest {
  private static final Path FILES = Path.of("target", "streams");

  /** A stream as it is cut, masked. */
  private record Case(StreamFixture fixture, String cuts, String raw) {
    static Case of(StreamFixture fixture, String cuts, StreamFixture.Cutter cutter) {
      return new Case(fixture, cuts, new String(fixture.cut(cutter), StandardCharsets.UTF_8));
    }

    private byte[] bytes() {
      return raw.getBytes(StandardCharsets.UTF_8);
    }

    byte[] masked() {
      SseMasker masker = fixture.masker();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(masker.append(bytes(), 0, bytes().length));
      out.writeBytes(masker.finish());
      return out.toByteArray();
    }

    /** The message of the stream as it came, masked and restored in one piece. */
    byte[] expected() throws JsonProcessingException {
      String whole = StreamedMessage.JSON.writeValueAsString(StreamedMessage.of(bytes()));
      byte[] json = JsonLiteral.utf8(whole);
      ToolInputs tools = fixture.tools();
      return tools.deliver(tools.mask(json, ResponseFields.MESSAGES).bytes());
    }

    @Override
    public String toString() {
      return fixture + " " + cuts;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (StreamFixture each : StreamFixtures.all()) {
      if (each.ends() != Ends.NOT_FOR_ALL) {
        cases.add(Case.of(each, "uncut", StreamFixture.uncut()));
        cases.add(Case.of(each, "cut everywhere", StreamFixture.everywhere()));
        StreamFixture.Cutter random = new StreamFixture.AtRandom(new Random(1));
        cases.add(Case.of(each, "cut at random", random));
      }
    }
    return cases;
  }

  static Stream<Case> withAMessage() {
    return cases().stream().filter(each -> each.fixture().ends() == Ends.WITH_A_MESSAGE);
  }

  static Stream<Case> withBrokenInput() {
    return cases().stream().filter(each -> each.fixture().ends() == Ends.WITH_BROKEN_INPUT);
  }

  static Stream<Case> withAnError() {
    return cases().stream().filter(each -> each.fixture().ends() == Ends.WITH_AN_ERROR);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withAMessage")
  void theJavaSdkHearsTheMaskedMessage(Case each) throws IOException {
    JsonNode message =
        StreamedMessage.JSON.readTree(
            ObjectMappers.jsonMapper().writeValueAsString(accumulated(each.masked())));
    JsonNode expected = StreamedMessage.JSON.readTree(each.expected());

    assertThat(plain(message.path("content"))).isEqualTo(plain(expected.path("content")));
    assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(message.path("usage").path("output_tokens").asInt()).isEqualTo(42);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withBrokenInput")
  void brokenInputIsStillOneCall(Case each) {
    assertThat(accumulated(each.masked()).content())
        .singleElement()
        .satisfies(block -> assertThat(block.isToolUse()).isTrue());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withAnError")
  void aStreamWithoutAnEndIsNoMessage(Case each) {
    assertThatThrownBy(() -> accumulated(each.masked()))
        .isInstanceOf(RuntimeException.class)
        .satisfies(
            e -> assertThat(Planted.VALUES).noneMatch(String.valueOf(e.getMessage())::contains));
  }

  /** Without members that say nothing: the SDKs differ in which of them they write. */
  private static JsonNode plain(JsonNode json) {
    JsonNode plain = json.deepCopy();
    plain.forEach(
        block -> {
          removeEmpty((ObjectNode) block);
          block.path("citations").forEach(each -> removeEmpty((ObjectNode) each));
        });
    return plain;
  }

  private static void removeEmpty(ObjectNode object) {
    for (Iterator<JsonNode> each = object.elements(); each.hasNext(); ) {
      JsonNode member = each.next();
      if (member.isNull() || (member.isArray() && member.isEmpty())) {
        each.remove();
      }
    }
  }

  private static Message accumulated(byte[] stream) {
    MessageCreateParams params =
        MessageCreateParams.builder().model("claude-x").maxTokens(9).addUserMessage("hi").build();
    ClientOptions options =
        ClientOptions.builder().httpClient(new OneAnswer(stream)).maxRetries(0).build();
    AnthropicClient client = new AnthropicClientImpl(options);
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> response =
        client.messages().createStreaming(params)) {
      response.stream().forEach(accumulator::accumulate);
    } finally {
      client.close();
    }
    return accumulator.message();
  }

  /** Answers with one stream. */
  private static final class OneAnswer implements HttpClient {
    private final byte[] stream;

    OneAnswer(byte[] stream) {
      this.stream = stream;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
      return new Answer(stream);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(
        HttpRequest request, RequestOptions options) {
      return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}
  }

  private static final class Answer implements HttpResponse {
    private final InputStream body;

    Answer(byte[] stream) {
      this.body = new ByteArrayInputStream(stream);
    }

    @Override
    public int statusCode() {
      return 200;
    }

    @Override
    public Headers headers() {
      return Headers.builder().put("content-type", "text/event-stream").build();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {}
  }

  /**
   * Writes for each case {@code N.sse}, the masked stream, and {@code N.json}: its name, how it
   * ends, and the content of the message.
   */
  @Test
  void writesTheStreamsForOtherSdks() throws IOException {
    Files.createDirectories(FILES);
    try (Stream<Path> old = Files.list(FILES)) {
      for (Path each : old.toList()) {
        Files.delete(each);
      }
    }
    int number = 0;
    for (Case each : cases()) {
      ObjectNode expected = StreamedMessage.JSON.createObjectNode();
      expected.put("name", each.toString());
      expected.put("ends", each.fixture().ends().name());
      if (each.fixture().ends() == Ends.WITH_A_MESSAGE) {
        expected.set("content", StreamedMessage.JSON.readTree(each.expected()).path("content"));
      }
      byte[] json = JsonLiteral.utf8(StreamedMessage.JSON.writeValueAsString(expected));
      Files.write(FILES.resolve(number + ".sse"), each.masked());
      Files.write(FILES.resolve(number + ".json"), json);
      number++;
    }
    assertThat(number).isGreaterThan(60);
    assertThat(Files.readString(FILES.resolve("0.json"), StandardCharsets.UTF_8)).contains("TCN_");
  }
}
