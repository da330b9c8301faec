package dev.tacenda.mask.internal.encoding;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
import java.util.function.Consumer;

/**
 * Finds base64, base64url (RFC 4648, sections 4 and 5), hexadecimal digits, percent-encoding (RFC
 * 3986, section 2.1) and the escapes of string literals in a text, and decodes what is text again.
 *
 * <p>What it finds lies within one word, that is, between white space or quotes, and depends on
 * that word alone. It takes time in proportion to the text, and decoded texts are together no
 * longer than the text itself, for each kind.
 */
public final class EncodedTexts {
  /** Base64 digits that hold 15 bytes: less has no room for a name and a value, or for a token. */
  private static final int MIN_BASE64_DIGITS = 20;

  private static final boolean[] DIGITS = Ascii.alphanumericAnd("+/-_");

  private EncodedTexts() {}

  /** Reports the texts that stand encoded in {@code text[from, to)}. */
  public static void find(byte[] text, int from, int to, Consumer<DecodedText> sink) {
    findDigits(text, from, to, sink);
    findEscapes(text, from, to, sink);
  }

  private static void findDigits(byte[] text, int from, int to, Consumer<DecodedText> sink) {
    int start = ByteSearch.runOf(DIGITS, MIN_BASE64_DIGITS, text, from, to);
    while (start >= 0) {
      int end = start + MIN_BASE64_DIGITS;
      while (end < to && DIGITS[text[end] & 0xff]) {
        end++;
      }
      BinaryText.decode(text, start, end, to, sink);
      start = ByteSearch.runOf(DIGITS, MIN_BASE64_DIGITS, text, end, to);
    }
  }

  private static void findEscapes(byte[] text, int from, int to, Consumer<DecodedText> sink) {
    int end = from;
    int escape = ByteSearch.indexOf(text, end, to, (byte) '%', (byte) '\\');
    while (escape >= 0) {
      int start = escape;
      while (start > end && !isSeparator(text[start - 1])) {
        start--;
      }
      end = escape;
      while (end < to && !isSeparator(text[end])) {
        end++;
      }
      EscapedText.decode(text, start, end, sink);
      escape = ByteSearch.indexOf(text, end, to, (byte) '%', (byte) '\\');
    }
  }

  private static boolean isSeparator(byte b) {
    return b >= 0 && b <= ' ' || Ascii.isQuote(b) || b == '<' || b == '>';
  }
}
