package dev.tacenda.claude.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Drives the Anthropic models of LangChain4j; anything that they cannot say, such as a body that is
 * not JSON, through a client of the same builder, below which all the same stages lie.
 */
final class ChatClaude implements Client {
  private final String baseUrl;
  private final HttpClientBuilder builder;
  private final Way way;

  /** One way to ask. */
  interface Way {
    Answer ask(ChatClaude claude, ChatRequest request);
  }

  ChatClaude(String baseUrl, TrafficGuard guard, Way way) {
    this.baseUrl = baseUrl;
    this.builder =
        MaskingHttpClientBuilder.wrap(HttpClientBuilderLoader.loadHttpClientBuilder(), guard);
    this.way = way;
  }

  /** Waits for the whole answer. */
  static Answer chat(ChatClaude claude, ChatRequest request) {
    return new OnePiece(said(claude.model(0).chat(request).aiMessage()));
  }

  /** Reads the answer as it comes. */
  static Answer stream(ChatClaude claude, ChatRequest request) {
    ChatStream answer = new ChatStream();
    AnthropicStreamingChatModel model =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(new NoticingBuilder(claude.builder, answer::closed))
            .baseUrl(claude.baseUrl + "/v1/")
            .apiKey("a-key-of-the-test")
            .modelName("claude-fake-1")
            .maxTokens(64)
            .build();
    model.chat(request, answer);
    return answer;
  }

  /** Returns a model that tries again so often. */
  AnthropicChatModel model(int maxRetries) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(builder)
        .baseUrl(baseUrl + "/v1/")
        .apiKey("a-key-of-the-test")
        .modelName("claude-fake-1")
        .maxTokens(64)
        .maxRetries(maxRetries)
        .build();
  }

  HttpClientBuilder builder() {
    return builder;
  }

  static String said(AiMessage message) {
    String text = message.text() == null ? "" : message.text();
    return text
        + message.toolExecutionRequests().stream()
            .map(ToolExecutionRequest::arguments)
            .collect(Collectors.joining());
  }

  @Override
  public Answer post(String path, byte[] json) throws Exception {
    if (!path.equals("/v1/messages")) {
      return raw(path, json);
    }
    ChatRequest request;
    try {
      request = ChatForm.read(json);
    } catch (JsonProcessingException e) {
      return raw(path, json);
    }
    return way.ask(this, request);
  }

  private Answer raw(String path, byte[] json) {
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .url(baseUrl + path)
            .addHeader("Content-Type", "application/json")
            .addHeader("x-api-key", "a-key-of-the-test")
            .body(new String(json, StandardCharsets.UTF_8))
            .build();
    return new OnePiece(builder.build().execute(request).body());
  }

  @Override
  public void close() {}

  /** An answer that was there at once. */
  private static final class OnePiece implements Answer {
    private Optional<String> piece;

    OnePiece(String piece) {
      this.piece = Optional.of(piece);
    }

    @Override
    public Optional<String> next() {
      Optional<String> next = piece;
      piece = Optional.empty();
      return next;
    }

    @Override
    public void close() {}
  }
}
