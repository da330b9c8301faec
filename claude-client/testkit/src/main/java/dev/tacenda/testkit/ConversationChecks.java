package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.require;

import java.util.Set;

/** What must be true of the messages of a request together; see {@link StrictCheck}. */
final class ConversationChecks {

  private static final Set<String> ASSISTANT_ONLY =
      Set.of(
          "thinking",
          "redacted_thinking",
          "compaction",
          "tool_use",
          "server_tool_use",
          "mcp_tool_use",
          "mcp_tool_result",
          "mcp_tool_listing",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "advisor_tool_result");
  private static final Set<String> USER_ONLY =
      Set.of("tool_result", "image", "document", "search_result", "container_upload");

  private ConversationChecks() {}

  static void check(Conversation conversation) throws Refused {
    Conversation.Message first = conversation.messages().get(0);
    require(
        !first.isFrom("assistant") || beginsWithCompaction(first),
        "messages.0.role: the first message cannot be the assistant's");
    Conversation.Message last = conversation.last();
    for (Conversation.Message message : conversation.messages()) {
      boolean isLast = message.place().equals(last.place());
      message(message, isLast && message.isFrom("assistant"));
    }
    lastWords(last);
  }

  private static boolean beginsWithCompaction(Conversation.Message message) {
    return !message.blocks().isEmpty() && message.blocks().get(0).type().equals("compaction");
  }

  private static void message(Conversation.Message message, boolean mayBeEmpty) throws Refused {
    require(
        mayBeEmpty || !message.blocks().isEmpty(),
        message.place() + ".content: only a last message of the assistant can be empty");
    for (Conversation.Block block : message.blocks()) {
      boolean ofOther =
          (message.isFrom("assistant") ? USER_ONLY : ASSISTANT_ONLY).contains(block.type());
      require(!ofOther, block.place() + ".type: not in a message of this role");
      if (block.type().equals("text") && block.member("text") instanceof String text) {
        require(!text.isBlank(), block.place() + ".text: must not be only space");
      }
    }
  }

  /** The assistant goes on after its last text, which tokens cannot do in the middle of space. */
  private static void lastWords(Conversation.Message last) throws Refused {
    if (!last.isFrom("assistant") || last.blocks().isEmpty()) {
      return;
    }
    Conversation.Block block = last.blocks().get(last.blocks().size() - 1);
    if (block.member("text") instanceof String text) {
      require(
          text.equals(text.stripTrailing()),
          block.place() + ".text: what the assistant is to continue must not end in space");
    }
  }
}
