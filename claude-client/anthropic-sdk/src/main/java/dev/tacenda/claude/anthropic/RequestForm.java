package dev.tacenda.claude.anthropic;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.QueryParams;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Translates between a request of the SDK and one of the guard. */
@TrustedCode("Shows the guard everything that will be sent, and sends what the guard returned.")
final class RequestForm {
  private static final String CONTENT_TYPE = "Content-Type";

  /** What a path segment holds unescaped, by RFC 3986, and as the SDK's transport sends it. */
  private static final String SEGMENT_CHARACTERS = "-._~!$&'()*+,;=:@";

  private static final String QUERY_CHARACTERS = "-._~";

  private RequestForm() {}

  /** Reads the whole request, its body included. */
  static ClaudeRequest read(HttpRequest request, Attempts.Attempt attempt) {
    ClaudeRequest.Builder builder =
        ClaudeRequest.builder(request.method().name(), path(request.pathSegments()))
            .query(query(request.queryParams()))
            .exchange(attempt.exchangeId(), attempt.number());
    Headers headers = request.headers();
    for (String name : headers.names()) {
      if (!name.equalsIgnoreCase(CONTENT_TYPE)) {
        headers.values(name).forEach(value -> builder.header(name, value));
      }
    }
    SdkVersion.body(request)
        .ifPresent(body -> builder.body(contentType(headers, body), bytes(body)));
    return builder.build();
  }

  private static String path(List<String> segments) {
    return segments.stream()
        .map(segment -> percentEncoded(segment, SEGMENT_CHARACTERS))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String query(QueryParams params) {
    return params.keys().stream()
        .flatMap(key -> params.values(key).stream().map(value -> pair(key, value)))
        .collect(Collectors.joining("&"));
  }

  private static String pair(String key, String value) {
    return percentEncoded(key, QUERY_CHARACTERS) + "=" + percentEncoded(value, QUERY_CHARACTERS);
  }

  private static String percentEncoded(String text, String alsoKept) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean alphanumeric = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (alphanumeric || alsoKept.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 0xF));
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  /** The type that will be sent: that of the body, else that of the headers. */
  private static String contentType(Headers headers, HttpRequestBody body) {
    String ofBody = body.contentType();
    if (ofBody != null) {
      return ofBody;
    }
    return headers.values(CONTENT_TYPE).stream().findFirst().orElse("");
  }

  private static byte[] bytes(HttpRequestBody body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toByteArray();
  }

  /** Returns {@code original} with the headers and the body that the guard admitted. */
  static HttpRequest write(HttpRequest original, GuardedCall call) {
    ClaudeRequest admitted = call.request();
    Headers.Builder headers = Headers.builder();
    admitted.headers().forEach(header -> headers.put(header.name(), header.value()));
    // The length changes with every placeholder; the transport says the new one.
    headers.remove("Content-Length");
    HttpRequest.Builder request = original.toBuilder().headers(headers.build());
    SdkVersion.body(original).ifPresent(body -> request.body(MaskedBody.of(admitted, body)));
    return request.build();
  }
}
