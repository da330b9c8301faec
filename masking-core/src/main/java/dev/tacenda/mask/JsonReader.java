package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a JSON document once from its first byte to its last, checks that it is strict JSON (RFC
 * 8259) and lists its strings. The document must be UTF-8; what holds the place that is being read
 * is a stack of numbers, not the stack of the JVM. Confined to one thread, used once.
 */
@TrustedCode("What is accepted is strict JSON; each of its strings is listed with its real place.")
final class JsonReader {
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private static final byte[] TYPE = ascii("type");
  private static final byte[] ROLE = ascii("role");

  /** What follows the backslash of an escape of two characters. */
  private static final boolean[] SHORT_ESCAPES = table("\"\\/bfnrt");

  private static final int HEX_ESCAPE = 6;

  /** What is known of an array is how many elements it has so far, of an object these flags. */
  private static final int ARRAY = 0;

  private static final int OBJECT = Integer.MIN_VALUE;
  private static final int HAS_MEMBERS = 1;
  private static final int HAS_TYPE = 2;
  private static final int HAS_ROLE = 4;

  private final byte[] json;
  private final int maxDepth;
  private final JsonStrings strings;

  private int at;

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
    value(next());
    while (depth > 0) {
      if (state >= ARRAY) {
        element();
      } else {
        member();
      }
    }
    skipSpace();
    if (at < json.length) {
      throw malformed("more than one root value");
    }
  }

  /** Reads an element with the comma before it, or the end of the array. */
  private void element() {
    byte b = next();
    if (b == ']') {
      close();
      return;
    }
    if (state > ARRAY) {
      b = nextBehind(b, ',');
    }
    state++;
    value(b);
  }

  /** Reads a member with the comma before it, or the end of the object. */
  private void member() {
    byte b = next();
    if (b == '}') {
      close();
      return;
    }
    if (state != OBJECT) {
      b = nextBehind(b, ',');
    }
    if (b != '"') {
      throw notStrict();
    }
    key();
    value(nextBehind(next(), ':'));
  }

  private void value(byte b) {
    switch (b) {
      case '"' -> string();
      case '{' -> open(OBJECT);
      case '[' -> open(ARRAY);
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      default -> number();
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
    at++;
  }

  private void close() {
    state = outer[--depth];
    container = strings.parent(container);
    at++;
  }

  /** Returns the index of the element that is being read, or that there is none. */
  private int index() {
    return state >= ARRAY ? state - 1 : JsonStrings.NONE;
  }

  private void key() {
    int start = at + 1;
    boolean escaped = skipString();
    int end = at - 1;
    key = strings.addKey(start, end, escaped, container);
    meaning = escaped ? meaningOfEscaped(start, end) : meaning(json, start, end);
    if ((state & meaning) != 0) {
      // A server that takes the other one would see another document.
      throw malformed("two members 'type' or 'role' in one object");
    }
    state |= HAS_MEMBERS | meaning;
  }

  private void string() {
    int start = at + 1;
    boolean escaped = skipString();
    int string = strings.addValue(start, at - 1, escaped, container, index());
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
      throw malformed("half a surrogate pair in a key");
    }
    return meaning(text.bytes(), 0, text.length());
  }

  private static int meaning(byte[] name, int from, int to) {
    if (Arrays.equals(name, from, to, TYPE, 0, TYPE.length)) {
      return HAS_TYPE;
    }
    return Arrays.equals(name, from, to, ROLE, 0, ROLE.length) ? HAS_ROLE : 0;
  }

  /** Reads over a string and its quotes, and returns true if it has escapes. */
  private boolean skipString() {
    int plain = ByteSearch.skipPlainJson(json, at + 1, json.length);
    at = plain;
    while (at < json.length && json[at] == '\\') {
      at = ByteSearch.skipPlainJson(json, endOfEscape(at), json.length);
    }
    int end = at;
    expect('"');
    return end != plain;
  }

  private int endOfEscape(int start) {
    if (start + 1 < json.length && SHORT_ESCAPES[json[start + 1] & 0xff]) {
      return start + 2;
    }
    int end = start + HEX_ESCAPE;
    if (end > json.length || json[start + 1] != 'u' || !areHex(start + 2, end)) {
      throw notStrict();
    }
    return end;
  }

  private boolean areHex(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isHex(json[i])) {
        return false;
      }
    }
    return true;
  }

  private void word(byte[] word) {
    if (!Bytes.startsWith(json, at, json.length, word)) {
      throw notStrict();
    }
    // That nothing is glued to it sees whoever reads what follows.
    at += word.length;
  }

  private void number() {
    skipIf('-');
    if (!skipIf('0')) {
      digits();
    }
    if (skipIf('.')) {
      digits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('+')) {
        skipIf('-');
      }
      digits();
    }
  }

  private void digits() {
    int from = at;
    while (Ascii.isDigit(peek())) {
      at++;
    }
    if (at == from) {
      throw notStrict();
    }
  }

  private boolean skipIf(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** Reads over {@code wanted}, which must be {@code b}, and returns what follows it. */
  private byte nextBehind(byte b, char wanted) {
    if (b != wanted) {
      throw notStrict();
    }
    at++;
    return next();
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw notStrict();
    }
    at++;
  }

  /** Goes to the next byte that is no white space, and returns it. */
  private byte next() {
    skipSpace();
    return peek();
  }

  private void skipSpace() {
    while (at < json.length && isSpace(json[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  /** Returns the byte to be read, or NUL, which a document never holds, at the end. */
  private byte peek() {
    return at < json.length ? json[at] : 0;
  }

  private MaskingException notStrict() {
    return malformed(at < json.length ? "not strict JSON at byte " + at : "empty or cut off");
  }

  /** The message must not repeat anything of the document. */
  private static MaskingException malformed(String problem) {
    return new MaskingException(Reason.MALFORMED_JSON, problem);
  }

  private static boolean[] table(String members) {
    boolean[] table = new boolean[256];
    for (byte member : ascii(members)) {
      table[member] = true;
    }
    return table;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
