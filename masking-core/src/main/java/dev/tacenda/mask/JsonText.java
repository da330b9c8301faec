package dev.tacenda.mask;

import java.util.Arrays;

/**
 * The content of one JSON string with its escapes undone, and the way back from places in it to
 * places in the document. Immutable.
 */
@TrustedCode("What stands behind an escape is scanned like what stands in clear.")
final class JsonText implements Places {
  private final byte[] bytes;

  /** For each byte, where the character or escape it comes from starts in the document. */
  private final int[] source;

  private final int sourceEnd;

  private JsonText(byte[] bytes, int[] source, int sourceEnd) {
    this.bytes = bytes;
    this.source = source;
    this.sourceEnd = sourceEnd;
  }

  /** Decodes the string whose content is {@code json[from, to)}, which must be valid. */
  static JsonText decode(byte[] json, int from, int to) {
    Decoder decoder = new Decoder(to - from);
    int i = from;
    while (i < to) {
      i = json[i] == '\\' ? decoder.escape(json, i, to) : decoder.raw(json, i);
    }
    return decoder.finish(to);
  }

  /** The decoded bytes; not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns where the character that holds the byte at {@code place} starts in the document. */
  @Override
  public int sourceOfStart(int place) {
    return source[place];
  }

  /** Returns where the character that holds the byte before {@code place} ends in the document. */
  @Override
  public int sourceOfEnd(int place) {
    int i = place;
    while (i < bytes.length && source[i] == source[i - 1]) {
      i++;
    }
    return i == bytes.length ? sourceEnd : source[i];
  }

  /**
   * Collects decoded bytes with their sources. An escape is never shorter than what it stands for.
   */
  private static final class Decoder {
    private final byte[] out;
    private final int[] source;
    private int length;

    Decoder(int capacity) {
      this.out = new byte[capacity];
      this.source = new int[capacity];
    }

    int raw(byte[] json, int at) {
      appendByte(json[at], at);
      return at + 1;
    }

    int escape(byte[] json, int at, int to) {
      byte kind = json[at + 1];
      if (kind != 'u') {
        appendByte(unescaped(kind), at);
        return at + 2;
      }
      int unit = hex(json, at + 2);
      if (Character.isHighSurrogate((char) unit)
          && at + 12 <= to
          && json[at + 6] == '\\'
          && json[at + 7] == 'u') {
        int low = hex(json, at + 8);
        if (Character.isLowSurrogate((char) low)) {
          append(Character.toCodePoint((char) unit, (char) low), at);
          return at + 12;
        }
      }
      append(unit, at);
      return at + 6;
    }

    private void appendByte(byte value, int at) {
      source[length] = at;
      out[length++] = value;
    }

    private void append(int codePoint, int at) {
      int end = length + Utf8.put(out, length, codePoint);
      Arrays.fill(source, length, end, at);
      length = end;
    }

    JsonText finish(int sourceEnd) {
      return new JsonText(Arrays.copyOf(out, length), source, sourceEnd);
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

    private static int hex(byte[] json, int at) {
      int value = 0;
      for (int i = at; i < at + 4; i++) {
        value = value << 4 | Character.digit(json[i], 16);
      }
      return value;
    }
  }
}
