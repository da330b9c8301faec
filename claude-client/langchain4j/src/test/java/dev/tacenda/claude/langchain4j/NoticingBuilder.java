package dev.tacenda.claude.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;

/** Builds clients that say when a stream has ended, which no model says. */
record NoticingBuilder(HttpClientBuilder builder, Runnable onEnd) implements HttpClientBuilder {
  @Override
  public Duration connectTimeout() {
    return builder.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    var unused = builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public Duration readTimeout() {
    return builder.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    var unused = builder.readTimeout(timeout);
    return this;
  }

  @Override
  public HttpClient build() {
    return new Noticing(builder.build(), onEnd);
  }

  private record Noticing(HttpClient client, Runnable onEnd) implements HttpClient {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      return client.execute(request);
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      client.execute(request, parser, new EndListener(listener, onEnd));
    }
  }

  private record EndListener(ServerSentEventListener listener, Runnable onEnd)
      implements ServerSentEventListener {
    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      listener.onEvent(event);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      listener.onEvent(event, context);
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
      onEnd.run();
    }

    @Override
    public void onClose() {
      listener.onClose();
      onEnd.run();
    }
  }
}
