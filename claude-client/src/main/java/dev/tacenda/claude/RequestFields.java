package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.ScanScope;
import java.util.Set;

/** The strings of a JSON request, by the object of the field map that is at its root. Immutable. */
final class RequestFields implements ScanScope {
  private static final int REST = 3;

  private final String root;
  private final boolean goesOn;

  /** The strings of a request that says all of its conversation. */
  RequestFields(String root) {
    this(root, false);
  }

  /**
   * The strings of a request.
   *
   * @param goesOn true if the server has the beginning of the conversation
   */
  RequestFields(String root, boolean goesOn) {
    this.root = root;
    this.goesOn = goesOn;
  }

  @Override
  public boolean goesOn() {
    return goesOn;
  }

  @Override
  public FieldClass classOf(JsonLocation location) {
    FieldClass fieldClass = FieldMap.api().classOf(root, location);
    boolean forged = fieldClass == FieldClass.SERVER && !isEchoOfTheServer(location);
    return forged ? FieldClass.JSON : fieldClass;
  }

  /**
   * What the server sent comes back directly in a message of the assistant. The same type anywhere
   * else was written by the client, and is scanned like the rest.
   */
  private static boolean isEchoOfTheServer(JsonLocation location) {
    int messages = location.key(0).equals("requests") ? 3 : 0;
    return location.depth() > messages + 4
        && location.key(messages).equals("messages")
        && location.role(messages + 1).equals("assistant")
        && location.key(messages + 2).equals("content")
        && !location.blockType(messages + 3).equals("tool_result");
  }

  /**
   * The order in which the server reads a request for its prompt cache: tools, system, messages,
   * then the rest. The requests of a batch are taken one after the other.
   */
  @Override
  public int order(JsonLocation location) {
    if (location.depth() == 0) {
      return REST;
    }
    if (!location.key(0).equals("requests")) {
      return cacheOrder(location.key(0));
    }
    boolean inParams = location.depth() > 3 && location.key(2).equals("params");
    int request = location.depth() > 1 ? Math.max(location.index(1), 0) : 0;
    return request * (REST + 1) + (inParams ? cacheOrder(location.key(3)) : REST);
  }

  private static int cacheOrder(String key) {
    return switch (key) {
      case "tools", "output_config", "output_format" -> 0;
      case "system" -> 1;
      case "messages" -> 2;
      default -> REST;
    };
  }

  /** The client's own tools are called in messages of the assistant, and in events of a session. */
  @Override
  public boolean mayHoldRestored(JsonLocation location) {
    for (int step = 1; step < location.depth(); step++) {
      if (location.key(step).equals("input")
          && ToolCalls.TYPES.contains(location.blockType(step - 1))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Set<String> vocabulary() {
    return FieldMap.api().vocabulary();
  }
}
