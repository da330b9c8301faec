package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.mask.Risk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Reads from a masked request of the Messages API what risks it shows. Confined to one thread. */
final class RequestRisks {
  private static final JsonFactory JSON = new JsonFactory();

  private final RiskWords words = RiskWords.standard();
  private final ToolWords tools = ToolWords.standard();
  private final Set<Risk> risks = EnumSet.noneOf(Risk.class);

  /** Keys from the root, the innermost first; empty for elements of arrays. */
  private final Deque<String> path = new ArrayDeque<>();

  private final StringBuilder message = new StringBuilder();
  private String role = "";

  private RequestRisks() {}

  /** Returns the risks of a request. */
  static Set<Risk> of(byte[] json) {
    RequestRisks found = new RequestRisks();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        found.token(token, parser);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a masked request is JSON");
    }
    if (found.role.equals("user") && found.words.asksForCredential(found.message.toString())) {
      found.risks.add(Risk.CREDENTIAL_REQUEST);
    }
    return found.risks;
  }

  private void token(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        begin();
        path.push("");
      }
      case START_ARRAY -> path.push("");
      case END_OBJECT, END_ARRAY -> path.pop();
      case FIELD_NAME -> {
        path.pop();
        path.push(parser.currentName());
      }
      case VALUE_STRING -> string(parser);
      default -> {}
    }
  }

  /** Takes note of an object that begins. */
  private void begin() {
    if (isAt("messages", 3)) {
      message.setLength(0);
      role = "";
    }
    if (isIn("mcp_servers")) {
      risks.add(Risk.MCP_SERVER);
    }
    if (isIn("container")) {
      risks.add(Risk.CODE_EXECUTION);
    }
  }

  private boolean isIn(String rootKey) {
    return !path.isEmpty() && path.peekLast().equals(rootKey);
  }

  /** Returns true below {@code rootKey}, so many steps from the root. */
  private boolean isAt(String rootKey, int depth) {
    return path.size() == depth - 1 && isIn(rootKey);
  }

  private void string(JsonParser parser) throws IOException {
    String key = path.getFirst();
    if (isIn("tools") && path.size() == 3) {
      tool(key, parser.getText());
    }
    if (isIn("messages")) {
      message(key, parser);
    }
    if (isIn("container")) {
      risks.add(Risk.CODE_EXECUTION);
    }
  }

  private void tool(String key, String value) {
    if (key.equals("name")) {
      switch (tools.kindOf(value)) {
        case SHELL -> risks.add(Risk.SHELL_TOOL);
        case NETWORK -> risks.add(Risk.NETWORK_TOOL);
        case WRITER, OTHER -> {}
      }
    }
    if (key.equals("type")) {
      type(value);
    }
  }

  private void type(String type) {
    if (type.startsWith("code_execution")) {
      risks.add(Risk.CODE_EXECUTION);
    } else if (type.startsWith("mcp_")) {
      risks.add(Risk.MCP_SERVER);
    } else if (type.startsWith("web_")
        || type.startsWith("browser")
        || type.startsWith("computer")) {
      risks.add(Risk.NETWORK_TOOL);
    } else if (type.startsWith("bash")) {
      risks.add(Risk.SHELL_TOOL);
    }
  }

  private void message(String key, JsonParser parser) throws IOException {
    boolean ofMessage = path.size() == 3;
    if (ofMessage && key.equals("role")) {
      role = parser.getText();
    }
    if ((ofMessage && key.equals("content")) || (path.size() == 5 && key.equals("text"))) {
      message.append(parser.getText()).append('\n');
    }
    if (key.equals("file_id") || (key.equals("url") && isSource())) {
      risks.add(Risk.REMOTE_SOURCE);
    }
  }

  /** Returns true in an object at the key {@code source}. */
  private boolean isSource() {
    return path.stream().skip(1).findFirst().orElse("").equals("source");
  }
}
