package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.claude.gate.internal.HttpAnswer;
import dev.tacenda.claude.gate.internal.HttpFailure;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Calls the server: what to say to it, and what of its answers counts. */
@TrustedCode("The token goes to the one host that was configured.")
final class HttpCalls {
  private static final String JSON = "application/json";

  private final String base;
  private final Supplier<String> token;
  private final ConfinedOkHttp http;

  /**
   * Calls what is below {@code base}.
   *
   * @param http reads bodies with 200 and 409
   */
  HttpCalls(URI base, Supplier<String> token, ConfinedOkHttp http) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text : text + "/";
    this.token = token;
    this.http = http;
  }

  /**
   * An answer.
   *
   * @param status the status
   * @param body the content; nothing if it is not JSON
   * @param etag the header; empty if there is none
   * @param retryAfter the header; empty if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // read at once, by one reader, and compared by nobody
  record Answer(int status, byte[] body, String etag, String retryAfter) {
    private static Answer of(HttpAnswer answer) {
      byte[] body = isJson(answer.contentType()) ? answer.body() : new byte[0];
      return new Answer(answer.status(), body, answer.etag(), answer.retryAfter());
    }

    private static boolean isJson(String contentType) {
      int end = contentType.indexOf(';');
      String type = end < 0 ? contentType : contentType.substring(0, end);
      return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }
  }

  Answer get(String path, String etag, int maxBytes) throws StoreException {
    Map<String, String> headers = headers();
    if (!etag.isEmpty()) {
      headers.put("If-None-Match", etag);
    }
    try {
      return usable(http.get(uri(path), headers, maxBytes));
    } catch (HttpFailure e) {
      throw new StoreException(denial(e));
    }
  }

  Answer post(String path, byte[] json, int maxBytes) throws StoreException {
    Map<String, String> headers = headers();
    headers.put("Content-Type", JSON);
    try {
      return usable(http.post(uri(path), headers, json, maxBytes));
    } catch (HttpFailure e) {
      throw new StoreException(denial(e));
    }
  }

  /** Paths are made of ids, which need no escapes. */
  private URI uri(String path) {
    return URI.create(base + path);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + Objects.requireNonNull(token.get(), "token"));
    headers.put("Accept", JSON);
    return headers;
  }

  private static Answer usable(HttpAnswer answer) throws StoreException {
    if (answer.status() >= 500) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
    return Answer.of(answer);
  }

  private static ApprovalDenial denial(HttpFailure failure) {
    return switch (failure.reason()) {
      case REDIRECTED -> ApprovalDenial.SERVER_REDIRECTS;
      case TOO_LARGE -> ApprovalDenial.SERVER_ANSWER_TOO_LARGE;
      case CODED -> ApprovalDenial.SERVER_ANSWER_WRONG;
      default -> ApprovalDenial.UNAVAILABLE;
    };
  }
}
