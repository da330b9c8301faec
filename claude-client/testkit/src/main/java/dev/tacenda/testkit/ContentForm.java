package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Writes content as one text that does not depend on how a client spells it: escapes, space, a
 * string for one text block, {@code null} for a member that is not there, and cache markers make no
 * difference. Numbers are kept as spelled. Confined to one thread.
 */
final class ContentForm {

  /** Whether the order of members below the members of a block counts, as in tool input. */
  enum Keys {
    AS_SENT,
    SORTED
  }

  private final StringBuilder out = new StringBuilder();
  private final Keys keys;

  private ContentForm(Keys keys) {
    this.keys = keys;
  }

  /** The form of a content block or a tool. */
  static String ofBlock(Map<?, ?> block, Keys keys) {
    ContentForm form = new ContentForm(keys);
    form.block(block);
    return form.out.toString();
  }

  /** The form of any value, which is JSON. */
  static String ofValue(Object value, Keys keys) {
    ContentForm form = new ContentForm(keys);
    form.value(value);
    return form.out.toString();
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void block(Map<?, ?> block) {
    TreeMap<String, Object> members = new TreeMap<>();
    block.forEach((name, value) -> members.put((String) name, value));
    members.remove("cache_control");
    members.values().removeIf(Fields::isMissing);
    String separator = "{";
    for (Map.Entry<String, Object> member : members.entrySet()) {
      name(separator, member.getKey());
      blockMember(member.getKey(), member.getValue());
      separator = ",";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private void blockMember(String name, Object value) {
    if (!name.equals("content")) {
      value(value);
    } else if (value instanceof String text) {
      content(List.of(Map.of("type", "text", "text", text)));
    } else if (value instanceof List<?> blocks) {
      content(blocks);
    } else {
      value(value);
    }
  }

  private void content(List<?> blocks) {
    list(
        blocks,
        item -> {
          if (item instanceof Map<?, ?> members) {
            block(members);
          } else {
            value(item);
          }
        });
  }

  private void list(List<?> items, Consumer<Object> write) {
    String separator = "[";
    for (Object item : items) {
      out.append(separator);
      write.accept(item);
      separator = ",";
    }
    out.append(separator.equals("[") ? "[]" : "]");
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> object) {
      object(object);
    } else if (value instanceof List<?> list) {
      list(list, this::value);
    } else if (value instanceof String text) {
      out.append(JsonEscapes.MINIMAL.quote(text));
    } else {
      out.append(value == JsonTree.Nothing.NULL ? "null" : value);
    }
  }

  private void object(Map<?, ?> object) {
    String separator = "{";
    for (Object name : keys == Keys.SORTED ? new TreeSet<>(object.keySet()) : object.keySet()) {
      name(separator, (String) name);
      value(JsonTree.member(object, (String) name));
      separator = ",";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private void name(String separator, String name) {
    out.append(separator).append(JsonEscapes.MINIMAL.quote(name)).append(':');
  }
}
