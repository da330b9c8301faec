package dev.tacenda.mask.internal.encoding;

import java.util.function.Consumer;

/** Text in base64 or hexadecimal digits. What decodes to anything but text is left alone. */
final class BinaryText {
  private static final int MIN_HEX_DIGITS = 32;

  private BinaryText() {}

  /** Reports the text of the digits {@code text[start, end)}, behind which padding may stand. */
  static void decode(byte[] text, int start, int end, int limit, Consumer<DecodedText> sink) {
    if (isHex(text, start, end)
        && TextProbe.mayBeHexOfText(text, start, end)
        && textOf(start, end, hex(text, start, end), sink)) {
      return;
    }
    if ((end - start) % 4 == 1 || !TextProbe.mayBeBase64OfText(text, start, end)) {
      return;
    }
    boolean standard = holds(text, start, end, '+', '/');
    boolean urlSafe = holds(text, start, end, '-', '_');
    if (standard && urlSafe) {
      return;
    }
    int padded = end;
    while (padded < limit && padded < end + 2 && text[padded] == '=') {
      padded++;
    }
    boolean unused = textOf(start, padded, decoded(text, start, end, urlSafe), sink);
  }

  private static byte[] decoded(byte[] text, int start, int end, boolean urlSafe) {
    return urlSafe ? Encodings.base64Url(text, start, end) : Encodings.base64(text, start, end);
  }

  private static boolean textOf(int start, int end, byte[] decoded, Consumer<DecodedText> sink) {
    if (!isMostlyAscii(decoded) || !Encodings.isText(decoded)) {
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

  /** Returns true if a quarter at most is of other alphabets, as hardly any random bytes are. */
  private static boolean isMostlyAscii(byte[] decoded) {
    int beyondAscii = 0;
    for (byte b : decoded) {
      beyondAscii += b < 0 ? 1 : 0;
    }
    return beyondAscii <= decoded.length / 4;
  }
}
