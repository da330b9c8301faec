package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import java.io.IOException;
import java.util.Optional;

/**
 * Drives the official SDK: messages through its typed service, in one of four ways; anything else,
 * such as a body that is not JSON, through the client of its services, below which all the same
 * stages lie.
 */
final class SdkClaude implements Client {
  private final String baseUrl;
  private final AnthropicClient client;
  private final Way way;

  /** One way to create a message with the SDK. */
  interface Way {
    Answer create(AnthropicClient client, MessageCreateParams params) throws Exception;
  }

  SdkClaude(String baseUrl, TrafficGuard guard, Way way) {
    this.baseUrl = baseUrl;
    this.client = GuardedAnthropic.guard(unguarded(baseUrl), guard);
    this.way = way;
  }

  /** Returns a client of the SDK with its own number of retries, but without waiting for them. */
  static AnthropicClient unguarded(String baseUrl) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(baseUrl)
        .apiKey("a-key-of-the-test")
        .sleeper(new ImmediateSleeper())
        .build();
  }

  /** Reads typed parameters from the body of a request. */
  static MessageCreateParams params(byte[] json) throws IOException {
    return MessageCreateParams.builder()
        .body(ObjectMappers.jsonMapper().readValue(json, MessageCreateParams.Body.class))
        .build();
  }

  @Override
  public Answer post(String path, byte[] json) throws Exception {
    if (!path.equals("/v1/messages")) {
      return raw(path, json);
    }
    MessageCreateParams params;
    try {
      params = params(json);
    } catch (JsonProcessingException e) {
      return raw(path, json);
    }
    return way.create(client, params);
  }

  private Answer raw(String path, byte[] json) throws IOException {
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .baseUrl(baseUrl)
            .addPathSegments(path.substring(1).split("/", -1))
            .body(new BytesBody(json))
            .build();
    try (HttpResponse response =
        SdkVersion.options(client).httpClient().execute(request, RequestOptions.none())) {
      return new OnePiece(new String(response.body().readAllBytes(), UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer that was there at once. */
  static final class OnePiece implements Answer {
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
