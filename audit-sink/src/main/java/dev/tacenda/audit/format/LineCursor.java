package dev.tacenda.audit.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A place in a line whose parts come in a fixed order. Each method throws {@link
 * IllegalArgumentException} if something else stands there. Confined to one thread.
 */
final class LineCursor {
  private static final int MAX_DIGITS = 18;

  private final byte[] buffer;
  private final int end;
  private int at;

  LineCursor(byte[] buffer, int end) {
    this.buffer = buffer;
    this.end = end;
  }

  void skip(byte[] expected) {
    if (!skipIf(expected)) {
      throw new IllegalArgumentException("something else was expected");
    }
  }

  void skip(String expected) {
    skip(LineFormat.ascii(expected));
  }

  boolean skipIf(String expected) {
    return skipIf(LineFormat.ascii(expected));
  }

  private boolean skipIf(byte[] expected) {
    int to = at + expected.length;
    if (to > end || !LineFormat.equals(buffer, at, to, expected)) {
      return false;
    }
    at = to;
    return true;
  }

  /** Reads this many hexadecimal digits, behind which a quote stands. */
  String hex(int digits) {
    int to = at + digits;
    if (to >= end || buffer[to] != '"' || !LineFormat.isHex(buffer, at, to)) {
      throw new IllegalArgumentException("hexadecimal digits were expected");
    }
    String text = new String(buffer, at, digits, ISO_8859_1);
    at = to;
    return text;
  }

  /** Reads a decimal number without sign and leading zeros. */
  long number() {
    int from = at;
    long value = 0;
    while (at < end && at - from < MAX_DIGITS && buffer[at] >= '0' && buffer[at] <= '9') {
      value = value * 10 + (buffer[at++] - '0');
    }
    if (at == from || (at - from > 1 && buffer[from] == '0')) {
      throw new IllegalArgumentException("a number was expected");
    }
    return value;
  }

  /** Reads visible ASCII without escapes, up to a quote. */
  String text(int maxLength) {
    int from = at;
    at = quote();
    if (at == from || at - from > maxLength || !isPlain(from, at)) {
      throw new IllegalArgumentException("plain text was expected");
    }
    return new String(buffer, from, at - from, ISO_8859_1);
  }

  private boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] <= ' ' || buffer[i] == 0x7f || buffer[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Reads the bytes up to a quote. */
  byte[] bytes() {
    int from = at;
    at = quote();
    return Arrays.copyOfRange(buffer, from, at);
  }

  /** Reads text with escapes, up to the quote that ends it. */
  byte[] escaped() {
    int from = at;
    while (at < end && buffer[at] != '"') {
      at += buffer[at] == '\\' ? 2 : 1;
    }
    if (at >= end) {
      throw new IllegalArgumentException("a quote was expected");
    }
    return JsonBytes.unescape(buffer, from, at);
  }

  private int quote() {
    for (int i = at; i < end; i++) {
      if (buffer[i] == '"') {
        return i;
      }
    }
    throw new IllegalArgumentException("a quote was expected");
  }

  <T> T atEnd(T line) {
    if (at != end) {
      throw new IllegalArgumentException("nothing more was expected");
    }
    return line;
  }
}
