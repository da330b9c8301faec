package dev.tacenda.testkit;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The checks the real API makes before it answers, as far as FakeClaude knows them. Messages name
 * the field, never its value.
 */
final class RequestChecks {

  /** A request that passed: the fields an answer depends on. */
  record Accepted(String model, boolean stream) {}

  /** A request that did not pass, with the answer it gets. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Reply.Failure failure;

    Refused(int status, String type, String message) {
      super(message);
      this.failure = new Reply.Failure(status, type, message);
    }

    Reply.Failure failure() {
      return failure;
    }
  }

  private static final Set<String> ROLES = Set.of("user", "assistant", "system");

  private RequestChecks() {}

  /** The checks every endpoint makes. */
  static void credential(RecordedRequest request) throws Refused {
    String key = request.header("x-api-key").orElse("");
    String bearer = request.header("authorization").orElse("");
    boolean isBearer = bearer.startsWith("Bearer ") && bearer.length() > "Bearer ".length();
    if (key.isEmpty() && !isBearer) {
      throw new Refused(401, "authentication_error", "x-api-key header is required");
    }
    check(request.header("anthropic-version").isPresent(), "anthropic-version: header is required");
  }

  /** The checks of {@code POST /v1/messages}. */
  static Accepted messages(RecordedRequest request) throws Refused {
    Map<?, ?> body = body(request);
    Object tokens = body.get("max_tokens");
    check(tokens != null, "max_tokens: Field required");
    check(
        tokens instanceof BigInteger count && count.signum() > 0,
        "max_tokens: Input should be an integer greater than 0");
    Object stream = body.get("stream");
    check(stream == null || stream instanceof Boolean, "stream: Input should be a valid boolean");
    return new Accepted(conversation(body), Boolean.TRUE.equals(stream));
  }

  /** The checks of {@code POST /v1/messages/count_tokens}. */
  static void countTokens(RecordedRequest request) throws Refused {
    conversation(body(request));
  }

  private static Map<?, ?> body(RecordedRequest request) throws Refused {
    credential(request);
    String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
    check(type.equalsIgnoreCase("application/json"), "content-type: must be application/json");
    // FakeClaude must be able to show what it saw, so it takes no compressed body.
    check(request.header("content-encoding").isEmpty(), "content-encoding: not accepted here");
    try {
      Object body = JsonTree.parse(request.body());
      check(body instanceof Map, "body: Input should be an object");
      return (Map<?, ?>) body;
    } catch (JsonTree.Malformed e) {
      throw invalid("The request body is not valid JSON: " + e.getMessage());
    }
  }

  private static String conversation(Map<?, ?> body) throws Refused {
    check(body.containsKey("model"), "model: Field required");
    check(isText(body.get("model")), "model: Input should be a non-empty string");
    check(body.containsKey("messages"), "messages: Field required");
    check(body.get("messages") instanceof List, "messages: Input should be a valid list");
    List<?> messages = (List<?>) body.get("messages");
    check(!messages.isEmpty(), "messages: at least one message is required");
    for (int i = 0; i < messages.size(); i++) {
      message("messages." + i, messages.get(i));
    }
    Object system = body.get("system");
    if (system != null && !(system instanceof String)) {
      blocks("system", system);
    }
    Object tools = body.get("tools");
    check(tools == null || tools instanceof List, "tools: Input should be a valid list");
    return (String) body.get("model");
  }

  private static void message(String place, Object message) throws Refused {
    check(message instanceof Map, place + ": Input should be an object");
    Map<?, ?> fields = (Map<?, ?>) message;
    Object role = fields.get("role");
    check(
        role instanceof String && ROLES.contains(role),
        place + ".role: Input should be 'user', 'assistant' or 'system'");
    Object content = fields.get("content");
    check(content != null, place + ".content: Field required");
    if (!(content instanceof String)) {
      blocks(place + ".content", content);
    }
  }

  private static void blocks(String place, Object content) throws Refused {
    check(content instanceof List, place + ": Input should be a string or a list of blocks");
    List<?> blocks = (List<?>) content;
    for (int i = 0; i < blocks.size(); i++) {
      block(place + "." + i, blocks.get(i));
    }
  }

  private static void block(String place, Object block) throws Refused {
    check(block instanceof Map, place + ": Input should be an object");
    Map<?, ?> fields = (Map<?, ?>) block;
    check(isText(fields.get("type")), place + ".type: Field required");
    if ("text".equals(fields.get("type"))) {
      check(fields.get("text") instanceof String, place + ".text: Field required");
      check(isText(fields.get("text")), place + ": text content blocks must be non-empty");
    }
  }

  private static boolean isText(Object value) {
    return value instanceof String text && !text.isEmpty();
  }

  private static void check(boolean condition, String message) throws Refused {
    if (!condition) {
      throw invalid(message);
    }
  }

  private static Refused invalid(String message) {
    return new Refused(400, "invalid_request_error", message);
  }
}
