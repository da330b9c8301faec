package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.isMissing;
import static dev.tacenda.testkit.Fields.require;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks the tools that a request offers; see {@link StrictCheck#TOOL_DEFINITIONS}. */
final class ToolChecks {

  static final int MAX_NAME = 128;

  private static final Set<String> CHOICES = Set.of("any", "auto", "none", "tool");

  private ToolChecks() {}

  static void check(Conversation conversation) throws Refused {
    Set<String> names = new HashSet<>();
    for (Conversation.Block tool : conversation.tools()) {
      if (!tool.type().equals("mcp_toolset")) {
        name(tool, names);
      }
      if (tool.type().isEmpty() || tool.type().equals("custom")) {
        schema(tool);
      }
    }
    choice(conversation.field("tool_choice"), names);
  }

  private static void name(Conversation.Block tool, Set<String> names) throws Refused {
    String name = Fields.text(tool.place() + ".name", tool.member("name"));
    require(
        Fields.isName(name, MAX_NAME),
        tool.place() + ".name: Input should be 1 to 128 letters, digits, '_' or '-'");
    require(names.add(name), tool.place() + ".name: another tool has this name");
  }

  private static void schema(Conversation.Block tool) throws Refused {
    String place = tool.place() + ".input_schema";
    Map<?, ?> schema = Fields.object(place, tool.member("input_schema"));
    require(
        "object".equals(JsonTree.member(schema, "type")),
        place + ".type: Input should be 'object'");
  }

  private static void choice(Object value, Set<String> names) throws Refused {
    if (isMissing(value)) {
      return;
    }
    Map<?, ?> choice = Fields.object("tool_choice", value);
    String type = Fields.oneOf("tool_choice.type", JsonTree.member(choice, "type"), CHOICES);
    if (type.equals("tool")) {
      String name = Fields.text("tool_choice.name", JsonTree.member(choice, "name"));
      require(names.contains(name), "tool_choice.name: no tool has this name");
    }
  }
}
