package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.util.Arrays;

/**
 * Reads a JSON document once from its first byte to its last, checks that it is strict JSON (RFC
 * 8259) and lists its strings. The document must be UTF-8; what holds the place that is being read
 * is a stack of numbers, not the stack of the JVM. Confined to one thread, used once.
 */
@TrustedCode("What is accepted is strict JSON; each of its strings is listed with its real place.")
final class JsonReader {
  private static final byte[] TYPE = JsonLexer.ascii("type");
  private static final byte[] ROLE = JsonLexer.ascii("role");

  /** What is known of an array is how many elements it has so far, of an object these flags. */
  private static final int ARRAY = 0;

  private static final int OBJECT = Integer.MIN_VALUE;
  private static final int HAS_MEMBERS = 1;
  private static final int HAS_TYPE = 2;
  private static final int HAS_ROLE = 4;

  private final byte[] json;
  private final JsonLexer lexer;
  private final int maxDepth;
  private final JsonStrings strings;

  private int container = JsonStrings.NONE;
  private int state = OBJECT;

  /** The states of the containers around this one. */
  private int[] outer = new int[16];

  private int depth;

  /** The key of the member that is being read, and what it means. */
  private int key = JsonStrings.NONE;

  private int meaning;

  JsonReader(byte[] json, int maxDepth, JsonStrings strings) {
    this.json = json;
    this.lexer = new JsonLexer(json);
    this.maxDepth = maxDepth;
    this.strings = strings;
  }

  /**
   * Reads the document.
   *
   * @throws MaskingException if it is not strict JSON, nests too deeply, or an object has two
   *     members {@code type} or {@code role}
   */
  void read() {
    value(lexer.next());
    while (depth > 0) {
      if (state >= ARRAY) {
        element();
      } else {
        member();
      }
    }
    if (!lexer.isAtEnd()) {
      throw JsonLexer.malformed("more than one root value");
    }
  }

  /** Reads an element with the comma before it, or the end of the array. */
  private void element() {
    byte b = lexer.next();
    if (b == ']') {
      close();
      return;
    }
    if (state > ARRAY) {
      b = lexer.nextBehind(b, ',');
    }
    state++;
    value(b);
  }

  /** Reads a member with the comma before it, or the end of the object. */
  private void member() {
    byte b = lexer.next();
    if (b == '}') {
      close();
      return;
    }
    if (state != OBJECT) {
      b = lexer.nextBehind(b, ',');
    }
    if (b != '"') {
      throw lexer.notStrict();
    }
    key();
    value(lexer.nextBehind(lexer.next(), ':'));
  }

  private void value(byte b) {
    switch (b) {
      case '"' -> string();
      case '{' -> open(OBJECT);
      case '[' -> open(ARRAY);
      case 't' -> lexer.word(JsonLexer.TRUE);
      case 'f' -> lexer.word(JsonLexer.FALSE);
      case 'n' -> lexer.word(JsonLexer.NULL);
      default -> lexer.number();
    }
  }

  private void open(int newState) {
    if (depth == maxDepth) {
      throw new MaskingException(Reason.TOO_DEEP, "nested deeper than maxDepth=" + maxDepth);
    }
    if (depth == outer.length) {
      outer = Arrays.copyOf(outer, 2 * depth);
    }
    boolean element = state >= ARRAY;
    container = strings.addContainer(container, element ? JsonStrings.NONE : key, index());
    outer[depth++] = state;
    state = newState;
    lexer.skip();
  }

  private void close() {
    state = outer[--depth];
    container = strings.parent(container);
    lexer.skip();
  }

  /** Returns the index of the element that is being read, or that there is none. */
  private int index() {
    return state >= ARRAY ? state - 1 : JsonStrings.NONE;
  }

  private void key() {
    int start = lexer.at() + 1;
    boolean escaped = lexer.skipString();
    int end = lexer.at() - 1;
    key = strings.addKey(start, end, escaped, container);
    meaning = escaped ? meaningOfEscaped(start, end) : meaning(json, start, end);
    if ((state & meaning) != 0) {
      // A server that takes the other one would see another document.
      throw JsonLexer.malformed("two members 'type' or 'role' in one object");
    }
    state |= HAS_MEMBERS | meaning;
  }

  private void string() {
    int start = lexer.at() + 1;
    boolean escaped = lexer.skipString();
    int string = strings.addValue(start, lexer.at() - 1, escaped, container, index());
    if (state < ARRAY && meaning == HAS_TYPE) {
      strings.setType(container, string);
    } else if (state < ARRAY && meaning == HAS_ROLE) {
      strings.setRole(container, string);
    }
  }

  private int meaningOfEscaped(int start, int end) {
    JsonText text = JsonText.decode(json, start, end);
    if (Utf8.holdsSurrogate(text.bytes(), text.length())) {
      // Readers that put something else in its place could take two keys for one.
      throw JsonLexer.malformed("half a surrogate pair in a key");
    }
    return meaning(text.bytes(), 0, text.length());
  }

  private static int meaning(byte[] name, int from, int to) {
    if (Arrays.equals(name, from, to, TYPE, 0, TYPE.length)) {
      return HAS_TYPE;
    }
    return Arrays.equals(name, from, to, ROLE, 0, ROLE.length) ? HAS_ROLE : 0;
  }
}
