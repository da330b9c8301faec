package dev.tacenda.mask.internal.encoding;

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

  private static final byte SEPARATOR = 1;
  private static final byte BASE64 = 2;
  private static final byte ESCAPE = 3;
  private static final byte[] CLASSES = classes();

  private EncodedTexts() {}

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int b = 0; b <= ' '; b++) {
      classes[b] = SEPARATOR;
    }
    for (char quote : "\"'`<>".toCharArray()) {
      classes[quote] = SEPARATOR;
    }
    for (int b = 0; b < 128; b++) {
      if (Character.isLetterOrDigit(b)) {
        classes[b] = BASE64;
      }
    }
    for (char sign : "+/-_".toCharArray()) {
      classes[sign] = BASE64;
    }
    classes['%'] = ESCAPE;
    classes['\\'] = ESCAPE;
    return classes;
  }

  /** Reports the texts that stand encoded in {@code text[from, to)}, in the order of their ends. */
  public static void find(byte[] text, int from, int to, Consumer<DecodedText> sink) {
    int word = from;
    int run = from;
    boolean escapes = false;
    for (int i = from; i <= to; i++) {
      byte kind = i < to ? CLASSES[text[i] & 0xff] : SEPARATOR;
      if (kind == BASE64) {
        continue;
      }
      if (i - run >= MIN_BASE64_DIGITS) {
        BinaryText.decode(text, run, i, to, sink);
      }
      run = i + 1;
      escapes |= kind == ESCAPE;
      if (kind == SEPARATOR) {
        if (escapes) {
          EscapedText.decode(text, word, i, sink);
        }
        word = i + 1;
        escapes = false;
      }
    }
  }
}
