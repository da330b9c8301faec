package dev.tacenda.mask.internal.encoding;

import java.util.Arrays;

/**
 * Looks at what digits stand for, byte by byte, until a byte shows that it is no text. Words and
 * paths are digits of base64 too, and nearly all of them end here after two or three bytes.
 */
final class TextProbe {
  private static final byte NO_DIGIT = -1;
  private static final byte[] BASE64 =
      values("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte[] HEX = hexValues();

  private TextProbe() {}

  private static byte[] values(String digits) {
    byte[] values = new byte[256];
    Arrays.fill(values, NO_DIGIT);
    for (int i = 0; i < digits.length(); i++) {
      values[digits.charAt(i)] = (byte) i;
    }
    return values;
  }

  private static byte[] hexValues() {
    byte[] values = values("0123456789abcdef");
    for (int i = 10; i < 16; i++) {
      values['A' + i - 10] = (byte) i;
    }
    return values;
  }

  /** Returns false only if the base64 or base64url {@code text[start, end)} is no UTF-8 text. */
  static boolean mayBeBase64OfText(byte[] text, int start, int end) {
    return mayBeText(BASE64, 6, text, start, end);
  }

  /** Returns false only if the hexadecimal {@code text[start, end)} is no UTF-8 text. */
  static boolean mayBeHexOfText(byte[] text, int start, int end) {
    return mayBeText(HEX, 4, text, start, end);
  }

  private static boolean mayBeText(byte[] values, int width, byte[] text, int start, int end) {
    int bits = 0;
    int count = 0;
    int continuation = 0;
    for (int i = start; i < end; i++) {
      byte digit = text[i];
      int value = digit == '-' ? 62 : digit == '_' ? 63 : values[digit & 0xff];
      bits = bits << width | value;
      count += width;
      if (count >= Byte.SIZE) {
        count -= Byte.SIZE;
        continuation = after(continuation, bits >>> count & 0xff);
        if (continuation < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns how many bytes of the character are missing after {@code b}; -1 if it is no text. */
  private static int after(int missing, int b) {
    boolean continues = (b & 0xc0) == 0x80;
    if (missing > 0 || continues) {
      return continues ? missing - 1 : -1;
    }
    if (b < 0x80) {
      return Encodings.isControl(b) ? -1 : 0;
    }
    return b < 0xc2 || b > 0xf4 ? -1 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
  }
}
