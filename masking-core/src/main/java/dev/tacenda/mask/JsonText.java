package dev.tacenda.mask;

import dev.tacenda.mask.internal.ByteSearch;

/**
 * The content of one JSON string with its escapes undone, and the way back from places in it to
 * places in the document. Confined to one thread.
 *
 * <p>The way back is not kept but gone again, from the last place that was asked for: most strings
 * have nothing in them that needs it, and those that have are asked from left to right.
 */
@TrustedCode("What stands behind an escape is scanned like what stands in clear.")
final class JsonText implements Places {
  private static final byte BACKSLASH = '\\';
  private static final int HEX_ESCAPE = 6;

  private final byte[] json;
  private final int from;
  private final int to;
  private final byte[] bytes;
  private int length;

  /** A place in the text and where it comes from: the beginning, or what is behind an escape. */
  private int place;

  private int source;

  /** Where the escape behind them begins and ends, and how long it is in the text. */
  private int escape;

  private int escapeEnd;
  private int escapeLength;

  private JsonText(byte[] json, int from, int to, byte[] bytes) {
    this.json = json;
    this.from = from;
    this.to = to;
    this.bytes = bytes;
  }

  /** Decodes the string whose content is {@code json[from, to)}, which must be valid. */
  static JsonText decode(byte[] json, int from, int to) {
    // An escape is never shorter than what it stands for.
    return decode(json, from, to, new byte[to - from]);
  }

  /** Decodes the string into {@code buffer}, which must be as long as it is. */
  static JsonText decode(byte[] json, int from, int to, byte[] buffer) {
    JsonText text = new JsonText(json, from, to, buffer);
    int next = text.copy(from);
    while (next < to) {
      next = text.copy(text.undo(next));
    }
    text.restart();
    return text;
  }

  /** The buffer with the decoded bytes, up to {@link #length}; not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the number of decoded bytes. */
  int length() {
    return length;
  }

  /** Copies what stands from {@code at} to the next escape, and returns where that is. */
  private int copy(int at) {
    int end = nextEscape(at);
    System.arraycopy(json, at, bytes, length, end - at);
    length += end - at;
    return end;
  }

  private int nextEscape(int at) {
    int next = ByteSearch.indexOf(json, at, to, BACKSLASH);
    return next < 0 ? to : next;
  }

  /** Appends what the escape at {@code at} stands for, and returns where it ends. */
  private int undo(int at) {
    byte kind = json[at + 1];
    if (kind == 'u') {
      length += Utf8.put(bytes, length, codePoint(at));
    } else {
      bytes[length++] = unescaped(kind);
    }
    return endOfEscape(at);
  }

  private static byte unescaped(byte kind) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> kind; // quote, backslash, slash
    };
  }

  private int codePoint(int at) {
    int unit = hex(at + 2);
    return isPair(at) ? Character.toCodePoint((char) unit, (char) hex(at + HEX_ESCAPE + 2)) : unit;
  }

  private int endOfEscape(int at) {
    if (json[at + 1] != 'u') {
      return at + 2;
    }
    return isPair(at) ? at + 2 * HEX_ESCAPE : at + HEX_ESCAPE;
  }

  /** Returns true if the escape at {@code at} and the one behind it are a surrogate pair. */
  private boolean isPair(int at) {
    int second = at + HEX_ESCAPE;
    return Character.isHighSurrogate((char) hex(at + 2))
        && second + HEX_ESCAPE <= to
        && json[second] == BACKSLASH
        && json[second + 1] == 'u'
        && Character.isLowSurrogate((char) hex(second + 2));
  }

  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      value = value << 4 | Character.digit(json[i], 16);
    }
    return value;
  }

  /** Returns where the character that holds the byte at {@code wanted} starts in the document. */
  @Override
  public int sourceOfStart(int wanted) {
    go(wanted);
    int beforeEscape = escape - source;
    return wanted - place < beforeEscape ? source + wanted - place : escape;
  }

  /** Returns where the character that holds the byte before {@code wanted} ends. */
  @Override
  public int sourceOfEnd(int wanted) {
    go(wanted - 1);
    int beforeEscape = escape - source;
    return wanted - place <= beforeEscape ? source + wanted - place : escapeEnd;
  }

  /** Goes to the last place behind an escape from which on {@code wanted} stands. */
  private void go(int wanted) {
    if (wanted < place) {
      restart();
    }
    while (wanted >= place + (escape - source) + escapeLength && escape < to) {
      place += escape - source + escapeLength;
      source = escapeEnd;
      findEscape();
    }
  }

  private void restart() {
    place = 0;
    source = from;
    findEscape();
  }

  private void findEscape() {
    escape = nextEscape(source);
    boolean end = escape == to;
    escapeEnd = end ? to : endOfEscape(escape);
    escapeLength = end ? 0 : json[escape + 1] == 'u' ? Utf8.length(codePoint(escape)) : 1;
  }
}
