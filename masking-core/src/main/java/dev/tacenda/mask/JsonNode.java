package dev.tacenda.mask;

import org.jspecify.annotations.Nullable;

/** An object or array on the way to a string, while its document is read. */
final class JsonNode {
  private final @Nullable JsonNode parent;
  private final int depth;
  private final boolean object;

  /** The step from the parent to this node. */
  private final String keyInParent;

  private final int indexInParent;

  private String key = "";
  private int index = -1;
  private @Nullable String type;
  private @Nullable String role;
  private boolean typeSeen;
  private boolean roleSeen;
  private JsonNode @Nullable [] path;

  JsonNode(@Nullable JsonNode parent, boolean object) {
    this.parent = parent;
    this.object = object;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.keyInParent = parent == null ? "" : parent.key;
    this.indexInParent = parent == null ? -1 : parent.index;
  }

  @Nullable JsonNode parent() {
    return parent;
  }

  /** Number of steps from the root to this node. */
  int depth() {
    return depth;
  }

  boolean isArray() {
    return !object;
  }

  void nextKey(String next) {
    key = next;
  }

  void nextIndex() {
    index++;
  }

  boolean atKey(String name) {
    return object && key.equals(name);
  }

  /** The key of the member that is being read, or empty in an array. */
  String key() {
    return key;
  }

  /** The index of the element that is being read, or -1 in an object. */
  int index() {
    return index;
  }

  String keyInParent() {
    return keyInParent;
  }

  int indexInParent() {
    return indexInParent;
  }

  /** Returns the node that {@code step} leads into, which is this node or one above it. */
  JsonNode at(int step) {
    if (path == null) {
      path = new JsonNode[depth + 1];
      JsonNode node = this;
      for (int i = depth; i >= 0 && node != null; i--) {
        path[i] = node;
        node = node.parent;
      }
    }
    return path[step + 1];
  }

  /** Returns true at the object's first member {@code role}, and false at a second one. */
  boolean isFirstRole() {
    boolean first = !roleSeen;
    roleSeen = true;
    return first;
  }

  void setRole(String value) {
    role = value;
  }

  String role() {
    return role == null ? "" : role;
  }

  /** Returns true at the object's first member {@code type}, and false at a second one. */
  boolean isFirstType() {
    boolean first = !typeSeen;
    typeSeen = true;
    return first;
  }

  void setType(String value) {
    type = value;
  }

  String type() {
    return type == null ? "" : type;
  }
}
