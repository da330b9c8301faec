package dev.tacenda.audit.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Text in UTF-8 as the content of a JSON string, byte by byte. There is one spelling for each text:
 * only the quote, the backslash and control characters are escaped, so that a reader can insist on
 * it.
 */
final class JsonBytes {
  private static final byte[] HEX = LineFormat.ascii("0123456789abcdef");

  private JsonBytes() {}

  static boolean isUtf8(byte[] bytes) {
    if (isAscii(bytes)) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int bits = 0;
    for (byte b : bytes) {
      bits |= b;
    }
    return bits >= 0;
  }

  static void escape(byte[] text, ByteArrayOutputStream out) {
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (needsEscape(text[i])) {
        out.write(text, from, i - from);
        escape(text[i], out);
        from = i + 1;
      }
    }
    out.write(text, from, text.length - from);
  }

  private static boolean needsEscape(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  private static void escape(byte b, ByteArrayOutputStream out) {
    out.write('\\');
    switch (b) {
      case '"', '\\' -> out.write(b);
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      default -> {
        out.writeBytes(LineFormat.ascii("u00"));
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 0xf]);
      }
    }
  }

  /**
   * Reverses {@link #escape}.
   *
   * @throws IllegalArgumentException if the bytes are spelled in any other way
   */
  static byte[] unescape(byte[] buffer, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    int plain = from;
    for (int i = from; i < to; i++) {
      byte b = buffer[i];
      if (!needsEscape(b)) {
        continue;
      }
      if (b != '\\') {
        throw new IllegalArgumentException("a character that must be escaped");
      }
      System.arraycopy(buffer, plain, out, length, i - plain);
      length += i - plain;
      int used = escapeLength(buffer, i, to);
      out[length++] = escaped(buffer, i, used);
      i += used - 1;
      plain = i + 1;
    }
    System.arraycopy(buffer, plain, out, length, to - plain);
    return Arrays.copyOf(out, length + to - plain);
  }

  private static int escapeLength(byte[] buffer, int at, int to) {
    int length = at + 1 < to && buffer[at + 1] == 'u' ? 6 : 2;
    if (at + length > to) {
      throw new IllegalArgumentException("an escape that is cut off");
    }
    return length;
  }

  private static byte escaped(byte[] buffer, int at, int length) {
    if (length == 6) {
      return control(new String(buffer, at + 2, 4, StandardCharsets.US_ASCII));
    }
    return switch (buffer[at + 1]) {
      case '"', '\\' -> buffer[at + 1];
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw new IllegalArgumentException("an escape that is never written");
    };
  }

  private static byte control(String digits) {
    if (!LineFormat.isHex(digits, 4)) {
      throw new IllegalArgumentException("an escape that is never written");
    }
    int value = HexFormat.fromHexDigits(digits);
    if (value >= ' ' || value == '\n' || value == '\r' || value == '\t') {
      throw new IllegalArgumentException("an escape that is never written");
    }
    return (byte) value;
  }
}
