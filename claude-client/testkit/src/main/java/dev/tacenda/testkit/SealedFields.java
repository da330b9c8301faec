package dev.tacenda.testkit;

import dev.tacenda.testkit.Seals.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the fields of a block that FakeClaude seals, and what each seals. */
final class SealedFields {

  /** Sees one sealed field and says what should stand there. */
  interface Visitor {
    /** Sees {@code seal}, which stands at {@code place} and belongs to {@code content}. */
    String visit(Kind kind, String place, String seal, String content);
  }

  private static final String ENCRYPTED = "encrypted_";

  /** Cited text is masked and restored around its index, so the index seals nothing but itself. */
  private static final String INDEX = "encrypted_index";

  private final Visitor visitor;

  private SealedFields(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Visits all sealed fields of a block of the assistant and gives the block with the answers. */
  static Map<?, ?> visit(Conversation.Block block, Visitor visitor) {
    SealedFields fields = new SealedFields(visitor);
    return switch (block.type()) {
      case "thinking" -> fields.signed(block, Kind.THINKING, "signature", text(block, "thinking"));
      case "redacted_thinking" -> fields.signed(block, Kind.REDACTED_THINKING, "data", "");
      case "compaction" ->
          fields.object(
              block.place(),
              fields.signed(block, Kind.COMPACTION, "signature", text(block, "content")));
      default -> fields.object(block.place(), block.members());
    };
  }

  private static String text(Conversation.Block block, String name) {
    return block.member(name) instanceof String text ? text : "";
  }

  private Map<?, ?> signed(Conversation.Block block, Kind kind, String name, String content) {
    Map<Object, Object> members = new LinkedHashMap<>(block.members());
    members.computeIfPresent(
        name, (key, seal) -> answer(kind, block.place() + "." + name, seal, content));
    return members;
  }

  private Object answer(Kind kind, String place, Object seal, String content) {
    return seal instanceof String text ? visitor.visit(kind, place, text, content) : seal;
  }

  private Object value(String place, Object value) {
    if (value instanceof Map<?, ?> object) {
      return object(place, object);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(value(place + "." + i, list.get(i)));
      }
      return items;
    }
    return value;
  }

  private Map<?, ?> object(String place, Map<?, ?> object) {
    Map<Object, Object> members = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> members.put(name, member(place + "." + name, name, value, object)));
    return members;
  }

  private Object member(String place, Object name, Object value, Map<?, ?> siblings) {
    String text = String.valueOf(name);
    if (text.startsWith(ENCRYPTED)) {
      return answer(Kind.ENCRYPTED, place, value, text.equals(INDEX) ? "" : plainMembers(siblings));
    }
    // Input of a tool has names of its own.
    return text.equals("input") ? value : value(place, value);
  }

  /** What stands beside encrypted content, such as the title and address of a search result. */
  private static String plainMembers(Map<?, ?> object) {
    Map<Object, Object> plain = new LinkedHashMap<>(object);
    plain.keySet().removeIf(name -> String.valueOf(name).startsWith(ENCRYPTED));
    // What is deeper may hold seals of its own.
    plain.values().removeIf(value -> value instanceof Map || value instanceof List);
    return ContentForm.ofBlock(plain, ContentForm.Keys.SORTED);
  }
}
