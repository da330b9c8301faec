package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.mask.Risk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Reads from a masked request what risks it shows: one message, a batch of them, or an agent.
 * Confined to one thread.
 */
final class RequestRisks {
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
    try (JsonParser parser = Json.parser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        found.token(token, parser);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a masked request is JSON");
    }
    found.endOfConversation();
    return found.risks;
  }

  /** Looks at the last message, of each request of a batch. */
  private void endOfConversation() {
    if (role.equals("user") && words.asksForCredential(message.toString())) {
      risks.add(Risk.CREDENTIAL_REQUEST);
    }
    role = "";
  }

  private void token(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        begin();
        path.push("");
      }
      case START_ARRAY -> {
        if (depth() == 1 && isIn("messages")) {
          endOfConversation();
        }
        path.push("");
      }
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
    if (depth() == 2 && isIn("messages")) {
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

  /** Returns true below that key of a request, which in a batch stands below its parameters. */
  private boolean isIn(String rootKey) {
    Iterator<String> fromRoot = path.descendingIterator();
    for (int i = 0; i < skipped() && fromRoot.hasNext(); i++) {
      fromRoot.next();
    }
    return fromRoot.hasNext() && fromRoot.next().equals(rootKey);
  }

  /** Returns how many steps lead from the root of the request to here. */
  private int depth() {
    return path.size() - skipped();
  }

  /** A request of a batch stands at {@code requests[i].params}. */
  private int skipped() {
    return !path.isEmpty() && path.peekLast().equals("requests") ? 3 : 0;
  }

  private void string(JsonParser parser) throws IOException {
    String key = path.getFirst();
    if (isIn("tools") && depth() == 3) {
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
    boolean ofMessage = depth() == 3;
    if (ofMessage && key.equals("role")) {
      role = parser.getText();
    }
    if ((ofMessage && key.equals("content")) || (depth() == 5 && key.equals("text"))) {
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
