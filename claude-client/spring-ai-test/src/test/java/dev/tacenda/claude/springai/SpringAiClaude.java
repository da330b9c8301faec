package dev.tacenda.claude.springai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.core.ClientOptions;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.anthropic.GuardedAnthropic;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Drives the chat model of Spring AI; what it cannot say, such as a body that is not JSON, through
 * the client that the model has, below which all the same stages lie.
 */
final class SpringAiClaude implements Client {
  private final String baseUrl;
  private final AnthropicChatModel model;
  private final Way way;

  /** How a guard is put under a model. */
  interface Guarding {
    AnthropicChatModel model(String baseUrl, TrafficGuard guard);
  }

  /** How a model is asked. */
  interface Way {
    Answer ask(AnthropicChatModel model, Prompt prompt);
  }

  SpringAiClaude(String baseUrl, TrafficGuard guard, Guarding guarding, Way way) {
    this.baseUrl = baseUrl;
    this.model = guarding.model(baseUrl, guard);
    this.way = way;
  }

  static AnthropicChatOptions.Builder options(String baseUrl) {
    return AnthropicChatOptions.builder()
        .baseUrl(baseUrl)
        .apiKey("a-key-of-the-test")
        .model("claude-fake-1")
        .maxTokens(64)
        .maxRetries(0);
  }

  /** One line, for both the blocking and the asynchronous client of the model. */
  static AnthropicChatModel byOkHttp(String baseUrl, TrafficGuard guard) {
    return AnthropicChatModel.builder()
        .options(options(baseUrl).build())
        .httpClientBuilderCustomizer(http -> http.interceptor(MaskingOkHttpInterceptor.of(guard)))
        .build();
  }

  /** Both clients of a model that is there already, because it has two. */
  static AnthropicChatModel bySdk(String baseUrl, TrafficGuard guard) {
    AnthropicChatOptions options = options(baseUrl).build();
    AnthropicChatModel plain = AnthropicChatModel.builder().options(options).build();
    return AnthropicChatModel.builder()
        .options(options)
        .anthropicClient(GuardedAnthropic.guard(plain.getAnthropicClient(), guard))
        .anthropicClientAsync(GuardedAnthropic.guard(plain.getAnthropicClientAsync(), guard))
        .build();
  }

  static Answer call(AnthropicChatModel model, Prompt prompt) {
    return new Pieces(Stream.of(said(model.call(prompt))));
  }

  static Answer stream(AnthropicChatModel model, Prompt prompt) {
    return new Pieces(model.stream(prompt).toStream(1).map(SpringAiClaude::said));
  }

  /** Returns the text and the tool input of an answer, or of a piece of one. */
  static String said(ChatResponse response) {
    return response.getResults().stream()
        .map(each -> said(each.getOutput()))
        .collect(Collectors.joining());
  }

  private static String said(AssistantMessage message) {
    String text = Objects.requireNonNullElse(message.getText(), "");
    return text
        + message.getToolCalls().stream()
            .map(AssistantMessage.ToolCall::arguments)
            .collect(Collectors.joining());
  }

  @Override
  public Answer post(String path, byte[] json) throws Exception {
    if (!path.equals("/v1/messages")) {
      return raw(path, json);
    }
    Prompt prompt;
    try {
      prompt = PromptForm.read(json, options(baseUrl));
    } catch (JsonProcessingException e) {
      return raw(path, json);
    }
    return way.ask(model, prompt);
  }

  private Answer raw(String path, byte[] json) throws IOException {
    AtomicReference<ClientOptions> options = new AtomicReference<>();
    var unused = model.getAnthropicClient().withOptions(each -> options.set(each.build()));
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .baseUrl(baseUrl)
            .addPathSegments(path.substring(1).split("/", -1))
            .body(new JsonBytes(List.of(new String(json, UTF_8))))
            .build();
    try (HttpResponse response =
        Objects.requireNonNull(options.get())
            .httpClient()
            .execute(request, RequestOptions.none())) {
      return new Pieces(Stream.of(new String(response.body().readAllBytes(), UTF_8)));
    }
  }

  @Override
  public void close() {
    model.getAnthropicClient().close();
    model.getAnthropicClientAsync().close();
  }

  private record JsonBytes(List<String> text) implements HttpRequestBody {
    private byte[] bytes() {
      return text.get(0).getBytes(UTF_8);
    }

    @Override
    public void writeTo(OutputStream target) {
      try {
        target.write(bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String contentType() {
      return "application/json";
    }

    @Override
    public long contentLength() {
      return bytes().length;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class Pieces implements Answer {
    private final Stream<String> pieces;
    private final Iterator<String> iterator;

    Pieces(Stream<String> pieces) {
      this.pieces = pieces;
      this.iterator = pieces.iterator();
    }

    @Override
    public Optional<String> next() {
      return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    @Override
    public void close() {
      pieces.close();
    }
  }
}
