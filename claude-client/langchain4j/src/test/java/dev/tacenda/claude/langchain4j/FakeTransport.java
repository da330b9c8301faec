package dev.tacenda.claude.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands where LangChain4j would send, keeps what it was given and answers as told. */
final class FakeTransport implements HttpClient, HttpClientBuilder {
  private final List<HttpRequest> requests = new ArrayList<>();
  private Whole whole = request -> SuccessfulHttpResponse.builder().statusCode(200).build();
  private Streamed streamed = (parser, listener) -> listener.onClose();
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;

  interface Whole {
    SuccessfulHttpResponse answer(HttpRequest request);
  }

  interface Streamed {
    void answer(ServerSentEventParser parser, ServerSentEventListener listener);
  }

  FakeTransport whole(Whole answer) {
    whole = answer;
    return this;
  }

  FakeTransport streamed(Streamed answer) {
    streamed = answer;
    return this;
  }

  List<HttpRequest> requests() {
    return requests;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    requests.add(request);
    return whole.answer(request);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    requests.add(request);
    streamed.answer(parser, listener);
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
