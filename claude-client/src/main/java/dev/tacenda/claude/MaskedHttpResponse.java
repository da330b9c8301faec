package dev.tacenda.claude;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * An answer as the caller may see it. Its body came through the guard; its request is the one that
 * the caller made, not the one that was sent, which may have a credential of the guard.
 */
final class MaskedHttpResponse<T> implements HttpResponse<T> {
  private final HttpResponse<T> answer;
  private final HttpRequest request;

  MaskedHttpResponse(HttpResponse<T> answer, HttpRequest request) {
    this.answer = answer;
    this.request = request;
  }

  /** Returns {@code headers} without what is not true of a masked body. */
  static HttpHeaders withoutLength(HttpHeaders headers) {
    return HttpHeaders.of(
        headers.map(),
        (name, value) ->
            !name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Content-Encoding"));
  }

  @Override
  public int statusCode() {
    return answer.statusCode();
  }

  @Override
  public HttpRequest request() {
    return request;
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return answer.previousResponse().map(each -> new MaskedHttpResponse<>(each, request));
  }

  @Override
  public HttpHeaders headers() {
    return withoutLength(answer.headers());
  }

  @Override
  public T body() {
    return answer.body();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return answer.sslSession();
  }

  @Override
  public URI uri() {
    return answer.uri();
  }

  @Override
  public Version version() {
    return answer.version();
  }

  /** Names the status only. */
  @Override
  public String toString() {
    return "MaskedHttpResponse[" + statusCode() + "]";
  }
}
