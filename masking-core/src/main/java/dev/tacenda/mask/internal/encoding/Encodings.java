package dev.tacenda.mask.internal.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Undoes base64, and looks at what it stands for. */
public final class Encodings {
  private static final byte[] NONE = {};

  private Encodings() {}

  /** Returns what base64 with or without padding decodes to, or no bytes. */
  public static byte[] base64(byte[] line, int start, int end) {
    return decoded(Base64.getDecoder(), line, start, end);
  }

  /** Returns what base64url with or without padding decodes to, or no bytes. */
  public static byte[] base64Url(byte[] line, int start, int end) {
    return decoded(Base64.getUrlDecoder(), line, start, end);
  }

  private static byte[] decoded(Base64.Decoder decoder, byte[] line, int start, int end) {
    try {
      return decoder.decode(Arrays.copyOfRange(line, start, end));
    } catch (IllegalArgumentException notBase64) {
      return NONE;
    }
  }

  /**
   * Returns true if {@code line[start, end)} is base64url of a JSON object with the member {@code
   * alg}, the header of a JSON Web Token (RFC 7515, section 4). The object is not parsed: what
   * looks like a header is treated as one.
   */
  public static boolean isJoseHeader(byte[] line, int start, int end) {
    String header = new String(base64Url(line, start, end), StandardCharsets.ISO_8859_1).strip();
    return header.startsWith("{") && header.contains("\"alg\"");
  }

  /** Returns true if the bytes are text: valid UTF-8 without control characters. */
  public static boolean isText(byte[] bytes) {
    return bytes.length > 0 && !holdControl(bytes) && isUtf8(bytes);
  }

  private static boolean holdControl(byte[] bytes) {
    for (byte b : bytes) {
      if (isControl(b)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true for control characters other than tabs and line ends. */
  static boolean isControl(int b) {
    return b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f;
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
