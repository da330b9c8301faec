package dev.tacenda.mask;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One string of a JSON document and its location. {@link #blockType} is complete only once the
 * whole document has been read.
 */
final class JsonString implements JsonLocation {
  private final @Nullable JsonNode container;
  private final int start;
  private final int end;
  private final boolean escaped;
  private final boolean key;
  private final String lastKey;
  private final int lastIndex;

  private JsonString(
      @Nullable JsonNode container,
      int start,
      int end,
      boolean escaped,
      boolean key,
      String lastKey,
      int lastIndex) {
    this.container = container;
    this.start = start;
    this.end = end;
    this.escaped = escaped;
    this.key = key;
    this.lastKey = lastKey;
    this.lastIndex = lastIndex;
  }

  static JsonString of(
      @Nullable JsonNode container, int start, int end, boolean escaped, boolean key) {
    return container == null
        ? new JsonString(null, start, end, escaped, key, "", -1)
        : new JsonString(container, start, end, escaped, key, container.key(), container.index());
  }

  /** First byte after the opening quote. */
  int start() {
    return start;
  }

  /** The closing quote. */
  int end() {
    return end;
  }

  /** Returns true if the string holds a backslash. */
  boolean isEscaped() {
    return escaped;
  }

  /** Returns the key whose value this is, also as the first element of an array; or nothing. */
  String name() {
    if (key || container == null) {
      return "";
    }
    return lastIndex >= 0 ? container.keyInParent() : lastKey;
  }

  /** Returns true if this is no key, and it or what holds it is the value of such a key. */
  boolean isWithin(Predicate<String> keys) {
    if (key || container == null) {
      return false;
    }
    if (lastIndex < 0 && keys.test(lastKey)) {
      return true;
    }
    for (JsonNode node = container; node != null; node = node.parent()) {
      if (keys.test(node.keyInParent())) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if this is the array element right behind {@code other}. */
  boolean follows(JsonString other) {
    return container != null
        && container == other.container
        && lastIndex >= 0
        && lastIndex == other.lastIndex + 1;
  }

  @Override
  public int depth() {
    return container == null ? 0 : container.depth() + 1;
  }

  @Override
  public String key(int step) {
    JsonNode node = nodeAt(step);
    return node == null ? lastKey : node.keyInParent();
  }

  @Override
  public int index(int step) {
    JsonNode node = nodeAt(step);
    return node == null ? lastIndex : node.indexInParent();
  }

  @Override
  public String blockType(int step) {
    JsonNode node = nodeAt(step);
    return node == null ? "" : node.type();
  }

  @Override
  public String role(int step) {
    JsonNode node = nodeAt(step);
    return node == null ? "" : node.role();
  }

  @Override
  public boolean isKey() {
    return key;
  }

  /** The container that {@code step} leads into, or null if it leads to the string itself. */
  private @Nullable JsonNode nodeAt(int step) {
    if (step < -1 || step >= Math.max(depth(), 1)) {
      throw new IndexOutOfBoundsException("step " + step + " of " + depth());
    }
    return container == null || step == container.depth() ? null : container.at(step);
  }

  /** Returns the location as text; keys outside {@code vocabulary} read {@code *}. */
  String path(Set<String> vocabulary) {
    StringBuilder path = new StringBuilder();
    // Upwards from the string once, because each step from the root would walk up again.
    Deque<JsonNode> nodes = new ArrayDeque<>();
    for (JsonNode node = container; node != null; node = node.parent()) {
      nodes.push(node);
    }
    for (JsonNode node : nodes) {
      if (node.depth() > 0) {
        appendStep(path, node.keyInParent(), node.indexInParent(), vocabulary);
      }
    }
    if (container != null) {
      appendStep(path, lastKey, lastIndex, vocabulary);
    }
    return key ? path.append("#key").toString() : path.toString();
  }

  private static void appendStep(
      StringBuilder path, String key, int index, Set<String> vocabulary) {
    if (index >= 0) {
      path.append('[').append(index).append(']');
    } else {
      path.append(path.length() == 0 ? "" : ".");
      path.append(vocabulary.contains(key) ? key : "*");
    }
  }
}
