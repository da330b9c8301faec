package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;

/**
 * The strings of a JSON document, keys included, by their place in its bytes, as {@link JsonReader}
 * lists them. They are numbered as they stand in the document. Kept as numbers, because a document
 * can have a string for every three of its bytes; {@link JsonString} shows one of them. Confined to
 * one thread.
 */
final class JsonStrings {
  /** Stands for a container, string or index that is not there. */
  static final int NONE = -1;

  /** Stands for the index of a key. */
  private static final int KEY = -2;

  /** Columns of a string: its first byte, its closing quote, what it stands in, its index there. */
  private static final int START = 0;

  private static final int END = 1;
  private static final int CONTAINER = 2;
  private static final int INDEX = 3;

  /** Columns of a container: what it stands in, at which key or index, and its own members. */
  private static final int PARENT = 0;

  private static final int DEPTH = 1;
  private static final int KEY_IN_PARENT = 2;
  private static final int INDEX_IN_PARENT = 3;
  private static final int TYPE = 4;
  private static final int ROLE = 5;

  private final byte[] json;
  private final IntRows strings;
  private final IntRows containers;

  private JsonStrings(byte[] json, JsonTables tables) {
    this.json = json;
    this.strings = tables.strings();
    this.containers = tables.containers();
  }

  /**
   * Reads {@code json}.
   *
   * @param tables empty ones, that belong to the strings as long as these are used
   * @throws MaskingException if it is not strict JSON in UTF-8, has more than one root value, nests
   *     deeper than {@code limits} allow, or an object has two members {@code type}
   */
  static JsonStrings of(byte[] json, Limits limits, JsonTables tables) {
    int invalid = Utf8.firstInvalid(json);
    if (invalid >= 0) {
      throw new MaskingException(Reason.MALFORMED_JSON, "not UTF-8 at byte " + invalid);
    }
    if (json.length >= 3
        && json[0] == (byte) 0xef
        && json[1] == (byte) 0xbb
        && json[2] == (byte) 0xbf) {
      // RFC 8259 forbids writing a byte order mark, and readers differ in what they make of it.
      throw new MaskingException(Reason.MALFORMED_JSON, "starts with a byte order mark");
    }
    JsonStrings strings = new JsonStrings(json, tables);
    new JsonReader(json, limits.maxDepth(), strings).read();
    return strings;
  }

  /** Adds an element of an array, a member's value, or the root if there is no container. */
  int addValue(int start, int end, boolean escaped, int container, int index) {
    int string = strings.add();
    strings.set(string, START, start);
    strings.set(string, END, escaped ? ~end : end);
    strings.set(string, CONTAINER, container);
    strings.set(string, INDEX, index);
    return string;
  }

  /**
   * Adds the key of a member; a string that is added next, if it is of this object, is its value.
   */
  int addKey(int start, int end, boolean escaped, int container) {
    return addValue(start, end, escaped, container, KEY);
  }

  /** Adds an object or array that stands in another one, at a key or at an index. */
  int addContainer(int parent, int key, int index) {
    int container = containers.add();
    containers.set(container, PARENT, parent);
    containers.set(container, DEPTH, parent == NONE ? 0 : depth(parent) + 1);
    containers.set(container, KEY_IN_PARENT, key);
    containers.set(container, INDEX_IN_PARENT, index);
    containers.set(container, TYPE, NONE);
    containers.set(container, ROLE, NONE);
    return container;
  }

  void setType(int container, int string) {
    containers.set(container, TYPE, string);
  }

  void setRole(int container, int string) {
    containers.set(container, ROLE, string);
  }

  byte[] json() {
    return json;
  }

  /** The number of strings. */
  int size() {
    return strings.size();
  }

  /** First byte after the opening quote. */
  int start(int string) {
    return strings.get(string, START);
  }

  /** The closing quote. */
  int end(int string) {
    int end = strings.get(string, END);
    return end < 0 ? ~end : end;
  }

  /** Returns true if the string holds a backslash. */
  boolean isEscaped(int string) {
    return strings.get(string, END) < 0;
  }

  boolean isKey(int string) {
    return strings.get(string, INDEX) == KEY;
  }

  /** Returns the index of an element of an array, or {@link #NONE}. */
  int index(int string) {
    return Math.max(strings.get(string, INDEX), NONE);
  }

  /** Returns true if a string is the array element right behind {@code other}. */
  boolean follows(int string, int other) {
    return index(string) >= 0
        && container(string) == container(other)
        && index(string) == index(other) + 1;
  }

  /** Returns the string that is the key of a member: of {@code string}, or the key itself. */
  int key(int string) {
    if (isKey(string)) {
      return string;
    }
    boolean member = index(string) == NONE && container(string) != NONE;
    return member ? string - 1 : NONE;
  }

  /** Returns the object or array that a string stands in, or {@link #NONE}. */
  int container(int string) {
    return strings.get(string, CONTAINER);
  }

  /** Returns what a container stands in, or {@link #NONE}. */
  int parent(int container) {
    return containers.get(container, PARENT);
  }

  /** Number of steps from the root to a container. */
  int depth(int container) {
    return containers.get(container, DEPTH);
  }

  int keyInParent(int container) {
    return containers.get(container, KEY_IN_PARENT);
  }

  int indexInParent(int container) {
    return containers.get(container, INDEX_IN_PARENT);
  }

  /** Returns the string that is the member {@code type} of a container, or {@link #NONE}. */
  int type(int container) {
    return containers.get(container, TYPE);
  }

  /** Returns the string that is the member {@code role} of a container, or {@link #NONE}. */
  int role(int container) {
    return containers.get(container, ROLE);
  }
}
