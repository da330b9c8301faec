package dev.tacenda.testkit;

import static dev.tacenda.testkit.JsonTree.Nothing.ABSENT;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    Object tokens = JsonTree.member(body, "max_tokens");
    check(tokens != ABSENT, "max_tokens: Field required");
    check(
        tokens instanceof BigInteger count && count.signum() > 0,
        "max_tokens: Input should be an integer greater than 0");
    Object stream = JsonTree.member(body, "stream");
    check(stream == ABSENT || stream instanceof Boolean, "stream: Input should be a valid boolean");
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
      return object("body", JsonTree.parse(request.body()));
    } catch (JsonTree.Malformed e) {
      throw invalid("The request body is not valid JSON: " + e.getMessage());
    }
  }

  /** Checks what both endpoints share and gives the model. */
  private static String conversation(Map<?, ?> body) throws Refused {
    String model = text("model", JsonTree.member(body, "model"));
    Object messages = JsonTree.member(body, "messages");
    check(messages != ABSENT, "messages: Field required");
    List<?> list = list("messages", messages);
    check(!list.isEmpty(), "messages: at least one message is required");
    for (int i = 0; i < list.size(); i++) {
      message("messages." + i, object("messages." + i, list.get(i)));
    }
    Object system = JsonTree.member(body, "system");
    if (system != ABSENT) {
      content("system", system);
    }
    Object tools = JsonTree.member(body, "tools");
    check(tools == ABSENT || tools instanceof List, "tools: Input should be a valid list");
    return model;
  }

  private static void message(String place, Map<?, ?> message) throws Refused {
    Object role = JsonTree.member(message, "role");
    check(
        role instanceof String && ROLES.contains(role),
        place + ".role: Input should be 'user', 'assistant' or 'system'");
    Object content = JsonTree.member(message, "content");
    check(content != ABSENT, place + ".content: Field required");
    content(place + ".content", content);
  }

  private static void content(String place, Object content) throws Refused {
    if (content instanceof String) {
      return;
    }
    List<?> blocks = list(place, content);
    for (int i = 0; i < blocks.size(); i++) {
      block(place + "." + i, object(place + "." + i, blocks.get(i)));
    }
  }

  private static void block(String place, Map<?, ?> block) throws Refused {
    String type = text(place + ".type", JsonTree.member(block, "type"));
    if (type.equals("text")) {
      text(place + ".text", JsonTree.member(block, "text"));
    }
  }

  private static String text(String place, Object value) throws Refused {
    check(value != ABSENT, place + ": Field required");
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw invalid(place + ": Input should be a non-empty string");
  }

  private static Map<?, ?> object(String place, @Nullable Object value) throws Refused {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw invalid(place + ": Input should be an object");
  }

  private static List<?> list(String place, Object value) throws Refused {
    if (value instanceof List<?> list) {
      return list;
    }
    throw invalid(place + ": Input should be a valid list");
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
