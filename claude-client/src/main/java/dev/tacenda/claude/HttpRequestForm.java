package dev.tacenda.claude;

import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Translates between a request of {@code java.net.http} and one of the guard. */
@TrustedCode("Shows the guard everything that will be sent, and sends what the guard returned.")
final class HttpRequestForm {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CONTENT_LENGTH = "Content-Length";

  private HttpRequestForm() {}

  /** Returns {@code request}, whose body is {@code body}, as the guard takes it. */
  static ClaudeRequest read(HttpRequest request, byte[] body) {
    URI uri = request.uri();
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    ClaudeRequest.Builder builder =
        ClaudeRequest.builder(request.method(), path.isEmpty() ? "/" : path)
            .query(query == null ? "" : query);
    request
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!isOfBody(name)) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    if (request.bodyPublisher().isPresent()) {
      builder.body(request.headers().firstValue(CONTENT_TYPE).orElse(""), body);
    }
    return builder.build();
  }

  private static boolean isOfBody(String name) {
    return name.equalsIgnoreCase(CONTENT_TYPE) || name.equalsIgnoreCase(CONTENT_LENGTH);
  }

  /**
   * Returns {@code original} with the headers and the body that the guard admitted. The body can be
   * sent again, and its length is what will be sent as Content-Length.
   */
  static HttpRequest write(HttpRequest original, ClaudeRequest admitted) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(original, (name, value) -> false);
    admitted.headers().forEach(header -> builder.header(header.name(), header.value()));
    if (admitted.hasBody()) {
      if (!admitted.contentType().isEmpty()) {
        builder.header(CONTENT_TYPE, admitted.contentType());
      }
      builder.method(original.method(), BodyPublishers.ofByteArray(admitted.body()));
    }
    return builder.build();
  }
}
