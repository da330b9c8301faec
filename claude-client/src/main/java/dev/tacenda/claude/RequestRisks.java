package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.mask.Risk;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads from a masked request what risks it shows: one message, a batch of them, or an agent.
 * Confined to one thread.
 */
final class RequestRisks {
  private final RiskWords words = RiskWords.standard();
  private final ToolWords tools = ToolWords.standard();
  private final Set<Risk> risks = EnumSet.noneOf(Risk.class);

  private final RequestPath path = new RequestPath();

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
      case START_OBJECT -> begin();
      case START_ARRAY -> {
        if (path.depth() == 1 && path.isIn("messages")) {
          endOfConversation();
        }
      }
      case VALUE_STRING -> string(parser);
      default -> {}
    }
    path.follow(token, parser);
  }

  /** Takes note of an object that begins. */
  private void begin() {
    if (path.depth() == 2 && path.isIn("messages")) {
      message.setLength(0);
      role = "";
    }
    if (path.isIn("mcp_servers")) {
      risks.add(Risk.MCP_SERVER);
    }
    if (path.isIn("container")) {
      risks.add(Risk.CODE_EXECUTION);
    }
  }

  private void string(JsonParser parser) throws IOException {
    String key = path.key();
    if (path.isIn("tools") && path.depth() == 3) {
      tool(key, parser.getText());
    }
    if (path.isIn("messages")) {
      message(key, parser);
    }
    if (path.isIn("container")) {
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
    boolean ofMessage = path.depth() == 3;
    if (ofMessage && key.equals("role")) {
      role = parser.getText();
    }
    if ((ofMessage && key.equals("content")) || (path.depth() == 5 && key.equals("text"))) {
      message.append(parser.getText()).append('\n');
    }
    if (key.equals("file_id") || (key.equals("url") && path.outerKey().equals("source"))) {
      risks.add(Risk.REMOTE_SOURCE);
    }
  }
}
