package dev.tacenda.mask.internal.structure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Looks at what base64 stands for. */
final class Encodings {
  private static final byte[] NONE = {};

  private Encodings() {}

  /** Returns what the first {@code length} characters of base64 decode to, or no bytes. */
  static byte[] base64(byte[] line, int start, int length) {
    try {
      return Base64.getDecoder().decode(Arrays.copyOfRange(line, start, start + length));
    } catch (IllegalArgumentException notBase64) {
      return NONE;
    }
  }

  /** Returns what base64url without padding decodes to, or no bytes. */
  static byte[] base64Url(byte[] line, int start, int end) {
    try {
      return Base64.getUrlDecoder().decode(Arrays.copyOfRange(line, start, end));
    } catch (IllegalArgumentException notBase64) {
      return NONE;
    }
  }

  /** Returns true if the bytes are text: valid UTF-8 without control characters. */
  static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
        return false;
      }
    }
    return bytes.length > 0 && isUtf8(bytes);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
