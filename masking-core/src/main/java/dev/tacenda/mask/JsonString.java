package dev.tacenda.mask;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows one string of a JSON document and its location, and then another: one object serves all of
 * them. Confined to one thread.
 */
final class JsonString implements JsonLocation {
  private final JsonStrings strings;
  private final JsonNames names;

  private int string;
  private int container;

  /**
   * The containers from the root to the one whose path was last asked for, which has this depth.
   */
  private Step[] path = {};

  private int pathDepth = -1;

  private int namedKey = JsonStrings.NONE;
  private String keyName = "";

  /** Shows the first string, if there is one. */
  JsonString(JsonStrings strings) {
    this.strings = strings;
    this.names = new JsonNames(strings);
  }

  /** Goes to the string of that number. */
  JsonString moveTo(int next) {
    string = next;
    container = strings.container(next);
    return this;
  }

  /** A container on the way to the string; what it is called is made when it is asked for. */
  private static final class Step {
    private final JsonStrings strings;
    private final JsonNames names;
    private int container = JsonStrings.NONE;
    private @Nullable String key;
    private @Nullable String type;
    private @Nullable String role;

    Step(JsonStrings strings, JsonNames names) {
      this.strings = strings;
      this.names = names;
    }

    void moveTo(int next) {
      container = next;
      key = null;
      type = null;
      role = null;
    }

    String key() {
      if (key == null) {
        key = names.of(strings.keyInParent(container));
      }
      return key;
    }

    String type() {
      if (type == null) {
        type = names.of(strings.type(container));
      }
      return type;
    }

    String role() {
      if (role == null) {
        role = names.of(strings.role(container));
      }
      return role;
    }
  }

  /** First byte after the opening quote. */
  int start() {
    return strings.start(string);
  }

  /** The closing quote. */
  int end() {
    return strings.end(string);
  }

  /** Returns true if the string holds a backslash. */
  boolean isEscaped() {
    return strings.isEscaped(string);
  }

  /** Returns the key whose value this is, also as an element of an array; or nothing. */
  String name() {
    if (isKey() || container == JsonStrings.NONE) {
      return "";
    }
    return strings.index(string) >= 0 ? innermost().key() : ownKey();
  }

  /** Returns true if this is no key, and it or what holds it is the value of such a key. */
  boolean isWithin(Predicate<String> keys) {
    if (isKey() || container == JsonStrings.NONE) {
      return false;
    }
    if (strings.index(string) < 0 && keys.test(ownKey())) {
      return true;
    }
    innermost();
    for (int depth = pathDepth; depth >= 0; depth--) {
      if (keys.test(path[depth].key())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int depth() {
    return container == JsonStrings.NONE ? 0 : strings.depth(container) + 1;
  }

  @Override
  public String key(int step) {
    return isLast(step) ? ownKey() : stepTo(step).key();
  }

  @Override
  public int index(int step) {
    return isLast(step) ? strings.index(string) : strings.indexInParent(stepTo(step).container);
  }

  @Override
  public String blockType(int step) {
    return isLast(step) ? "" : stepTo(step).type();
  }

  @Override
  public String role(int step) {
    return isLast(step) ? "" : stepTo(step).role();
  }

  @Override
  public boolean isKey() {
    return strings.isKey(string);
  }

  /** Returns true if {@code step} leads to the string itself, not into a container. */
  private boolean isLast(int step) {
    int depth = depth();
    if (step < -1 || step >= Math.max(depth, 1)) {
      throw new IndexOutOfBoundsException("step " + step + " of " + depth);
    }
    return step == depth - 1 || container == JsonStrings.NONE;
  }

  private String ownKey() {
    int key = strings.key(string);
    if (key != namedKey) {
      keyName = names.of(key);
      namedKey = key;
    }
    return keyName;
  }

  /** Returns the container that {@code step} leads into. */
  private Step stepTo(int step) {
    innermost();
    return path[step + 1];
  }

  private Step innermost() {
    int depth = strings.depth(container);
    if (pathDepth != depth || path[depth].container != container) {
      goTo(depth);
    }
    return path[depth];
  }

  /** Upwards to what the old path has in common with the new one, which keeps its names. */
  private void goTo(int depth) {
    int next = container;
    for (int i = depth; i >= 0 && !isOnPath(i, next); i--) {
      step(i).moveTo(next);
      next = strings.parent(next);
    }
    pathDepth = depth;
  }

  private boolean isOnPath(int depth, int wanted) {
    return depth <= pathDepth && path[depth].container == wanted;
  }

  private Step step(int depth) {
    int known = path.length;
    if (depth >= known) {
      path = Arrays.copyOf(path, Math.max(depth + 1, 2 * known));
      for (int i = known; i < path.length; i++) {
        path[i] = new Step(strings, names);
      }
    }
    return path[depth];
  }

  /** Returns the location as text; keys outside {@code vocabulary} read {@code *}. */
  String path(Set<String> vocabulary) {
    StringBuilder out = new StringBuilder();
    for (int step = 0; step < depth(); step++) {
      appendStep(out, key(step), index(step), vocabulary);
    }
    return isKey() ? out.append("#key").toString() : out.toString();
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
