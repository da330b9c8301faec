package dev.tacenda.testkit;

/** Claude's error shape, as a body and as an event of a stream. */
final class ApiErrors {

  private ApiErrors() {}

  static String body(Reply.Failure failure, String requestId) {
    return body(failure.type(), failure.message(), requestId);
  }

  static SseEvent event(Reply.Interruption error, String requestId) {
    return new SseEvent("error", body(error.type(), error.message(), requestId));
  }

  private static String body(String type, String message, String requestId) {
    return "{\"type\":\"error\",\"error\":{\"type\":"
        + JsonEscapes.MINIMAL.quote(type)
        + ",\"message\":"
        + JsonEscapes.MINIMAL.quote(message)
        + "},\"request_id\":"
        + JsonEscapes.MINIMAL.quote(requestId)
        + "}";
  }
}
