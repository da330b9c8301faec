package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import java.nio.charset.StandardCharsets;

/**
 * The words of JSON: strings, numbers, literals and white space, each read once and checked against
 * RFC 8259. Confined to one thread.
 */
@TrustedCode("A string ends where a server sees its end.")
final class JsonLexer {
  static final byte[] TRUE = ascii("true");
  static final byte[] FALSE = ascii("false");
  static final byte[] NULL = ascii("null");

  /** What follows the backslash of an escape of two characters. */
  private static final boolean[] SHORT_ESCAPES = Ascii.table("\"\\/bfnrt");

  private static final int HEX_ESCAPE = 6;

  private final byte[] json;
  private int at;

  JsonLexer(byte[] json) {
    this.json = json;
  }

  /** The place of the byte to be read. */
  int at() {
    return at;
  }

  /** Returns true if there is nothing but white space any more. */
  boolean isAtEnd() {
    skipSpace();
    return at == json.length;
  }

  /** Reads over the byte that {@link #next} returned. */
  void skip() {
    at++;
  }

  /** Reads over a string and its quotes, and returns true if it has escapes. */
  boolean skipString() {
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

  /** Reads a literal. */
  void word(byte[] word) {
    if (!Bytes.startsWith(json, at, json.length, word)) {
      throw notStrict();
    }
    // That nothing is glued to it sees whoever reads what follows.
    at += word.length;
  }

  /** Reads a number, which is also what anything else is refused as. */
  void number() {
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
  byte nextBehind(byte b, char wanted) {
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
  byte next() {
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

  /** Returns what says that the byte to be read must not stand there. */
  MaskingException notStrict() {
    return malformed(at < json.length ? "not strict JSON at byte " + at : "empty or cut off");
  }

  /** The message must not repeat anything of the document. */
  static MaskingException malformed(String problem) {
    return new MaskingException(Reason.MALFORMED_JSON, problem);
  }

  /** Returns the bytes of an ASCII text. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
