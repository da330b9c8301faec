package dev.tacenda.testkit;

import java.util.function.Function;

/** Answers each endpoint of FakeClaude: checks first, then the script. Thread-safe. */
final class ClaudeEndpoints {

  private static final String MODELS =
      "{\"data\":[{\"type\":\"model\",\"id\":\"claude-fake-1\",\"display_name\":\"FakeClaude 1\","
          + "\"created_at\":\"2026-01-01T00:00:00Z\"}],\"has_more\":false,"
          + "\"first_id\":\"claude-fake-1\",\"last_id\":\"claude-fake-1\"}";

  private final Function<RecordedRequest, Reply> script;

  /**
   * @param script the reply to a message request that passed all checks
   */
  ClaudeEndpoints(Function<RecordedRequest, Reply> script) {
    this.script = script;
  }

  WireReply answer(RecordedRequest request, RequestReader.Fault fault) {
    try {
      whole(fault);
      return route(request);
    } catch (RequestChecks.Refused e) {
      Reply.Failure failure = e.failure();
      return Reply.error(failure.status(), failure.type(), failure.message())
          .render(context(request, "", false));
    }
  }

  private static void whole(RequestReader.Fault fault) throws RequestChecks.Refused {
    switch (fault) {
      case NONE -> {}
      case TOO_LARGE ->
          throw new RequestChecks.Refused(
              413, "request_too_large", "Request exceeds the maximum size");
      case MALFORMED, BROKEN_OFF ->
          throw new RequestChecks.Refused(400, "invalid_request_error", "malformed HTTP request");
    }
  }

  private WireReply route(RecordedRequest request) throws RequestChecks.Refused {
    return switch (request.method() + " " + request.path()) {
      case "POST /v1/messages" -> messages(request);
      case "POST /v1/messages/count_tokens" -> countTokens(request);
      case "GET /v1/models" -> models(request);
      case "HEAD /api/hello" -> json(request, "{}");
      default -> throw new RequestChecks.Refused(404, "not_found_error", "Not found");
    };
  }

  private WireReply messages(RecordedRequest request) throws RequestChecks.Refused {
    RequestChecks.Accepted accepted = RequestChecks.messages(request);
    return script.apply(request).render(context(request, accepted.model(), accepted.stream()));
  }

  private static WireReply countTokens(RecordedRequest request) throws RequestChecks.Refused {
    RequestChecks.countTokens(request);
    return json(request, "{\"input_tokens\":" + tokens(request) + "}");
  }

  private static WireReply models(RecordedRequest request) throws RequestChecks.Refused {
    RequestChecks.credential(request);
    return json(request, MODELS);
  }

  private static WireReply json(RecordedRequest request, String json) {
    return Reply.raw(200, "application/json", Bodies.utf8(json))
        .render(context(request, "", false));
  }

  private static ReplyContext context(RecordedRequest request, String model, boolean stream) {
    return new ReplyContext(request.order(), model, stream, tokens(request));
  }

  /** A count that depends on the body size only, so that a run repeats. */
  private static int tokens(RecordedRequest request) {
    return Math.max(1, (request.bodyLength() + 3) / 4);
  }
}
