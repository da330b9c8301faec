package dev.tacenda.mask.internal.style;

import java.util.Arrays;
import java.util.Optional;

/**
 * Turns a value into what its shape is drawn over: ASCII letters and digits, and between them
 * {@code .}, {@code -} and {@code _}, so that it needs no escaping anywhere and is one word to a
 * reader.
 */
final class ShapeTemplate {
  /** From this length on, text of the base64 alphabet with its signs is base64. */
  private static final int MIN_BASE64 = 16;

  private ShapeTemplate() {}

  /**
   * Returns the template, or empty if there is nothing, or a line end or another control character.
   */
  static Optional<byte[]> of(byte[] value) {
    byte[] out = new byte[value.length];
    boolean base64 = isBase64WithSigns(value);
    int length = 0;
    for (int i = 0; i < value.length; i++) {
      byte b = value[i];
      if (b >= 0 && b < ' ' || b == 0x7f) {
        return Optional.empty();
      }
      if (!continuesCharacter(value, i)) {
        out[length++] = character(b, base64);
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(withWordEnds(Arrays.copyOf(out, length)));
  }

  private static byte character(byte b, boolean base64) {
    if (Ascii.isAlphanumeric(b) || Ascii.isKeptSign(b)) {
      return b;
    }
    return b < 0 || base64 ? (byte) 'a' : (byte) '_';
  }

  /** Bytes outside ASCII that follow each other's lead are one letter. */
  private static boolean continuesCharacter(byte[] value, int i) {
    return i > 0 && value[i] < 0 && value[i - 1] < 0 && (value[i] & 0xc0) == 0x80;
  }

  /** A sign at an end would be taken for punctuation of the text around it. */
  private static byte[] withWordEnds(byte[] template) {
    int last = template.length - 1;
    template[0] = Ascii.isKeptSign(template[0]) ? (byte) 'a' : template[0];
    template[last] = Ascii.isKeptSign(template[last]) ? (byte) 'a' : template[last];
    return template;
  }

  private static boolean isBase64WithSigns(byte[] value) {
    boolean signs = false;
    for (byte b : value) {
      boolean sign = b == '+' || b == '/' || b == '=';
      if (!sign && !Ascii.isAlphanumeric(b)) {
        return false;
      }
      signs |= sign;
    }
    return signs && value.length >= MIN_BASE64;
  }
}
