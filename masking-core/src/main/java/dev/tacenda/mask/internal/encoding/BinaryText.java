package dev.tacenda.mask.internal.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/** Text in base64 or hexadecimal digits. What decodes to anything but text is left alone. */
final class BinaryText {
  private static final int MIN_HEX_DIGITS = 32;

  /** Digits that are looked at before the whole is decoded: images and hashes end here. */
  private static final int PROBE = 64;

  private BinaryText() {}

  /** Reports the text of the digits {@code text[start, end)}, behind which padding may stand. */
  static void decode(byte[] text, int start, int end, int limit, Consumer<DecodedText> sink) {
    if (isHex(text, start, end) && textOf(start, end, hex(text, start, end), sink)) {
      return;
    }
    boolean standard = holds(text, start, end, '+', '/');
    boolean urlSafe = holds(text, start, end, '-', '_');
    if ((standard && urlSafe) || (end - start) % 4 == 1) {
      return;
    }
    int padded = end;
    while (padded < limit && padded < end + 2 && text[padded] == '=') {
      padded++;
    }
    Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
    int probeEnd = Math.min(end, start + PROBE);
    // A probe may end within a character.
    if (isPrintable(decoder.decode(Arrays.copyOfRange(text, start, probeEnd)))) {
      boolean unused =
          textOf(start, padded, decoder.decode(Arrays.copyOfRange(text, start, end)), sink);
    }
  }

  private static boolean textOf(int start, int end, byte[] decoded, Consumer<DecodedText> sink) {
    if (!isPrintable(decoded) || !isUtf8(decoded)) {
      return false;
    }
    sink.accept(DecodedText.whole(decoded, start, end));
    return true;
  }

  private static boolean isHex(byte[] text, int start, int end) {
    int length = end - start;
    if (length < MIN_HEX_DIGITS || length % 2 != 0) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (Character.digit(text[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] hex(byte[] text, int start, int end) {
    byte[] decoded = new byte[(end - start) / 2];
    for (int i = 0; i < decoded.length; i++) {
      int at = start + 2 * i;
      decoded[i] = (byte) (Character.digit(text[at], 16) << 4 | Character.digit(text[at + 1], 16));
    }
    return decoded;
  }

  private static boolean holds(byte[] text, int start, int end, char a, char b) {
    for (int i = start; i < end; i++) {
      if (text[i] == a || text[i] == b) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if there are no control characters, and most of it is ASCII. */
  private static boolean isPrintable(byte[] decoded) {
    int beyondAscii = 0;
    for (byte b : decoded) {
      boolean space = b == '\t' || b == '\n' || b == '\r';
      if ((b >= 0 && b < ' ' && !space) || b == 0x7f) {
        return false;
      }
      beyondAscii += b < 0 ? 1 : 0;
    }
    return beyondAscii <= decoded.length / 4;
  }

  private static boolean isUtf8(byte[] decoded) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).limit() >= 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
