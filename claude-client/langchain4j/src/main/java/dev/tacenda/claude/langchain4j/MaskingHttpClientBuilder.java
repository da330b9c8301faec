package dev.tacenda.claude.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.tacenda.claude.TrafficGuard;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link TrafficGuard} under the Anthropic models of LangChain4j: chat, streaming chat,
 * token count, batches and the model catalogue all take a builder of HTTP clients.
 *
 * <pre>{@code
 * ChatModel model =
 *     AnthropicChatModel.builder()
 *         .apiKey(key)
 *         .modelName("claude-sonnet-4-5")
 *         .httpClientBuilder(
 *             MaskingHttpClientBuilder.wrap(
 *                 HttpClientBuilderLoader.loadHttpClientBuilder(), guard))
 *         .build();
 * }</pre>
 *
 * <p>Give it to each model. A denied request ends in a {@link DeniedChatException}, which
 * LangChain4j does not retry; a streaming model gives it to {@code onError}. The message of an
 * error that Claude answers is masked too. Leave {@code logRequests} off: LangChain4j logs requests
 * above this client, where they are not masked yet.
 *
 * <p>Not thread-safe, like every builder; the clients it builds are.
 */
public final class MaskingHttpClientBuilder implements HttpClientBuilder {
  private final HttpClientBuilder builder;
  private final TrafficGuard guard;

  private MaskingHttpClientBuilder(HttpClientBuilder builder, TrafficGuard guard) {
    this.builder = Objects.requireNonNull(builder, "builder");
    this.guard = Objects.requireNonNull(guard, "guard");
  }

  /**
   * Returns a builder of clients that send through those of {@code builder} what {@code guard}
   * admits.
   *
   * @throws IllegalStateException if the builder is guarded already
   */
  public static MaskingHttpClientBuilder wrap(HttpClientBuilder builder, TrafficGuard guard) {
    if (builder instanceof MaskingHttpClientBuilder) {
      throw new IllegalStateException(
          "the builder is guarded already, and masking twice would record each call twice; wrap"
              + " the builder that was there before");
    }
    return new MaskingHttpClientBuilder(builder, guard);
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return builder.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    var unused = builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return builder.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
    var unused = builder.readTimeout(timeout);
    return this;
  }

  /** Returns a client under the guard. */
  @Override
  public HttpClient build() {
    return new GuardedHttpClient(guard, builder.build());
  }

  @Override
  public String toString() {
    return "MaskingHttpClientBuilder[" + guard + "]";
  }
}
