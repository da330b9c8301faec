package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.require;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks that calls of tools and their results belong together; see {@link
 * StrictCheck#TOOL_PAIRING}. Messages of the system between them make no difference.
 */
final class PairingChecks {

  private static final int MAX_ID = 256;
  private static final Set<String> SERVER_CALLS = Set.of("server_tool_use", "mcp_tool_use");

  /** Calls of the assistant's last turn that wait for their result, with their places. */
  private final Map<String, String> waiting = new LinkedHashMap<>();

  private final Set<String> ids = new HashSet<>();
  private final Set<String> serverCalls = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private String speaker = "";
  private boolean onlyResults;

  private PairingChecks() {}

  static void check(Conversation conversation) throws Refused {
    PairingChecks checks = new PairingChecks();
    for (Conversation.Message message : conversation.messages()) {
      if (!message.isFrom("system")) {
        checks.message(message);
      }
    }
    checks.allAnswered();
  }

  private void message(Conversation.Message message) throws Refused {
    if (!message.isFrom(speaker)) {
      speaker = message.role();
      onlyResults = true;
      if (message.isFrom("assistant")) {
        allAnswered();
      }
    }
    for (Conversation.Block block : message.blocks()) {
      if (message.isFrom("assistant")) {
        said(block);
      } else {
        answer(block);
      }
    }
  }

  private void allAnswered() throws Refused {
    if (!waiting.isEmpty()) {
      String place = waiting.values().iterator().next();
      throw Refused.invalid(place + ": this tool_use has no tool_result in the next message");
    }
  }

  private void said(Conversation.Block block) throws Refused {
    String type = block.type();
    if (type.equals("tool_use")) {
      waiting.put(call(block), block.place());
    } else if (SERVER_CALLS.contains(type)) {
      serverCalls.add(call(block));
    } else if (type.endsWith("_tool_result")) {
      String id = Fields.text(block.place() + ".tool_use_id", block.member("tool_use_id"));
      require(
          serverCalls.remove(id),
          block.place() + ".tool_use_id: no call before this result waits for it");
    }
  }

  private String call(Conversation.Block block) throws Refused {
    String id = Fields.text(block.place() + ".id", block.member("id"));
    require(
        Fields.isName(id, MAX_ID),
        block.place() + ".id: Input should be letters, digits, '_' or '-'");
    require(ids.add(id), block.place() + ".id: another call has this id");
    String name = Fields.text(block.place() + ".name", block.member("name"));
    require(
        Fields.isName(name, ToolChecks.MAX_NAME),
        block.place() + ".name: Input should be 1 to 128 letters, digits, '_' or '-'");
    Fields.object(block.place() + ".input", block.member("input"));
    return id;
  }

  private void answer(Conversation.Block block) throws Refused {
    if (!block.type().equals("tool_result")) {
      onlyResults = false;
      return;
    }
    String place = block.place() + ".tool_use_id";
    String id = Fields.text(place, block.member("tool_use_id"));
    require(!answered.contains(id), place + ": this call has a result already");
    require(waiting.remove(id) != null, place + ": no tool_use with this id in the last message");
    require(onlyResults, block.place() + ": tool_result must stand before all other content");
    answered.add(id);
  }
}
