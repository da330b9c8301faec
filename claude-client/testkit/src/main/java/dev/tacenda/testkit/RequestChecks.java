package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.require;
import static dev.tacenda.testkit.JsonTree.Nothing.ABSENT;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form of a request, which is always checked; {@link StrictChecks} are made after it. Messages
 * name the field, never its value.
 */
final class RequestChecks {

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
    require(
        request.header("anthropic-version").isPresent(), "anthropic-version: header is required");
  }

  /** Reads a body of JSON, after the checks that every endpoint makes. */
  static Map<?, ?> body(RecordedRequest request) throws Refused {
    credential(request);
    String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
    require(type.equalsIgnoreCase("application/json"), "content-type: must be application/json");
    // FakeClaude must be able to show what it saw, so it takes no compressed body.
    require(request.header("content-encoding").isEmpty(), "content-encoding: not accepted here");
    try {
      return Fields.object("body", JsonTree.parse(request.body()));
    } catch (JsonTree.Malformed e) {
      throw Refused.invalid("The request body is not valid JSON: " + e.getMessage());
    }
  }

  /** The form of a message request. */
  static Conversation messages(Map<?, ?> body) throws Refused {
    Object tokens = JsonTree.member(body, "max_tokens");
    require(tokens != ABSENT, "max_tokens: Field required");
    require(
        tokens instanceof BigInteger count && count.signum() > 0,
        "max_tokens: Input should be an integer greater than 0");
    Object stream = JsonTree.member(body, "stream");
    require(
        stream == ABSENT || stream instanceof Boolean, "stream: Input should be a valid boolean");
    return conversation(body);
  }

  /** The form of what message requests and token counts share. */
  static Conversation conversation(Map<?, ?> body) throws Refused {
    Fields.text("model", JsonTree.member(body, "model"));
    List<?> list = Fields.list("messages", JsonTree.member(body, "messages"));
    require(!list.isEmpty(), "messages: at least one message is required");
    List<Conversation.Message> messages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      messages.add(message("messages." + i, Fields.object("messages." + i, list.get(i))));
    }
    Object system = JsonTree.member(body, "system");
    Object tools = JsonTree.member(body, "tools");
    return new Conversation(
        body,
        tools == ABSENT ? List.of() : objects("tools", Fields.list("tools", tools)),
        system == ABSENT ? List.of() : content("system", system),
        messages);
  }

  private static Conversation.Message message(String place, Map<?, ?> message) throws Refused {
    Object role = JsonTree.member(message, "role");
    require(
        role instanceof String && ROLES.contains(role),
        place + ".role: Input should be 'user', 'assistant' or 'system'");
    List<Conversation.Block> blocks =
        content(place + ".content", JsonTree.member(message, "content"));
    return new Conversation.Message(place, (String) role, blocks);
  }

  private static List<Conversation.Block> content(String place, Object content) throws Refused {
    require(content != ABSENT, place + ": Field required");
    if (content instanceof String text) {
      return text.isEmpty()
          ? List.of()
          : List.of(new Conversation.Block(place, Map.of("type", "text", "text", text)));
    }
    List<Conversation.Block> blocks = objects(place, Fields.list(place, content));
    for (Conversation.Block block : blocks) {
      String type = Fields.text(block.place() + ".type", block.member("type"));
      if (type.equals("text")) {
        Fields.text(block.place() + ".text", block.member("text"));
      }
    }
    return blocks;
  }

  private static List<Conversation.Block> objects(String place, List<?> list) throws Refused {
    List<Conversation.Block> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String at = place + "." + i;
      objects.add(new Conversation.Block(at, Fields.object(at, list.get(i))));
    }
    return objects;
  }
}
