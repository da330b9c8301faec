package dev.tacenda.testkit;

import java.util.List;
import java.util.Map;

/**
 * A request of the Messages API as read: a string as content is a list of one text block.
 *
 * @param body the whole request
 */
record Conversation(Map<?, ?> body, List<Block> tools, List<Block> system, List<Message> messages) {

  /** A block of content or a tool, and where it stands. */
  record Block(String place, Map<?, ?> members) {
    Object member(String name) {
      return JsonTree.member(members, name);
    }

    /** The type; empty if there is none, as in a client tool. */
    String type() {
      return member("type") instanceof String type ? type : "";
    }

    boolean isThinking() {
      return type().equals("thinking") || type().equals("redacted_thinking");
    }

    @Override
    public String toString() {
      return "Block[" + place + "]";
    }
  }

  /** One message. */
  record Message(String place, String role, List<Block> blocks) {
    Message {
      blocks = List.copyOf(blocks);
    }

    boolean isFrom(String speaker) {
      return role.equals(speaker);
    }

    @Override
    public String toString() {
      return "Message[" + place + ", " + blocks.size() + " blocks]";
    }
  }

  Conversation {
    tools = List.copyOf(tools);
    system = List.copyOf(system);
    messages = List.copyOf(messages);
  }

  Object field(String name) {
    return JsonTree.member(body, name);
  }

  String model() {
    return (String) field("model");
  }

  boolean isStreamed() {
    return Boolean.TRUE.equals(field("stream"));
  }

  /** Returns true if the server has the beginning, so that the first message may answer a call. */
  boolean goesOnWithAThread() {
    return field("thread") instanceof Map<?, ?> thread
        && JsonTree.member(thread, "previous_message_id") instanceof String;
  }

  Message last() {
    return messages.get(messages.size() - 1);
  }

  @Override
  public String toString() {
    return "Conversation[" + messages.size() + " messages]";
  }
}
