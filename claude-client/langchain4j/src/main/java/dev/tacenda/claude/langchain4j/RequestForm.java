package dev.tacenda.claude.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.HttpRequest;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.Header;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Translates between a request of LangChain4j and one of the guard. */
@TrustedCode("Shows the guard everything that will be sent, and sends what the guard returned.")
final class RequestForm {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CONTENT_LENGTH = "Content-Length";

  private RequestForm() {}

  /**
   * Reads the whole request. A form is shown by its type only, which the guard refuses: nothing of
   * it is passed on.
   */
  static ClaudeRequest read(HttpRequest request) {
    URI uri = URI.create(request.url());
    String query = uri.getRawQuery();
    ClaudeRequest.Builder builder =
        ClaudeRequest.builder(request.method().name(), uri.getRawPath())
            .query(query == null ? "" : query);
    headers(request)
        .filter(header -> !isOfBody(header.name()))
        .forEach(header -> builder.header(header.name(), header.value()));
    if (!request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty()) {
      builder.body("multipart/form-data", new byte[1]);
    } else if (request.body() != null) {
      builder.body(contentType(request), request.body().getBytes(UTF_8));
    }
    return builder.build();
  }

  private static Stream<Header> headers(HttpRequest request) {
    return request.headers().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(value -> new Header(each.getKey(), value)));
  }

  private static String contentType(HttpRequest request) {
    return headers(request)
        .filter(header -> header.name().equalsIgnoreCase(CONTENT_TYPE))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static boolean isOfBody(String name) {
    return name.equalsIgnoreCase(CONTENT_TYPE) || name.equalsIgnoreCase(CONTENT_LENGTH);
  }

  /**
   * Returns {@code original} with the headers and the body that the guard admitted, and no more.
   */
  static HttpRequest write(HttpRequest original, ClaudeRequest admitted) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : admitted.headers()) {
      headers.merge(header.name(), List.of(header.value()), RequestForm::joined);
    }
    HttpRequest.Builder builder =
        HttpRequest.builder().method(original.method()).url(original.url());
    if (admitted.hasBody()) {
      if (!admitted.contentType().isEmpty()) {
        headers.put(CONTENT_TYPE, List.of(admitted.contentType()));
      }
      builder.body(new String(admitted.body(), UTF_8));
    }
    return builder.headers(headers).build();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
