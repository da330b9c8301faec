package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** A password within a sentence: where it begins and ends, and whether it looks like one. */
final class NoteValue {
  private static final int MIN = 6;
  private static final int MAX = 64;
  private static final int MAX_TAG = 16;

  /** Names of formats and algorithms, which sentences about passwords hold. */
  private static final String[] FORMATS = {
    "base64", "base32", "sha256", "sha-256", "sha512", "sha-512", "pbkdf2", "argon2", "utf-8",
    "aes256", "aes-256", "aes128", "aes-128"
  };

  private NoteValue() {}

  /** Skips quotes, the marks of Markdown and of HTML. */
  static int start(byte[] line, int from) {
    int i = from;
    while (i < line.length) {
      int b = line[i];
      if (Ascii.isQuote(b) || b == '*' || b == '[' || b == '\\') {
        i++;
      } else if (Ascii.startsWith(line, i, "&quot;")) {
        i += 6;
      } else if (b == '<' && tagEnd(line, i) > i) {
        i = tagEnd(line, i);
      } else {
        return i;
      }
    }
    return i;
  }

  private static int tagEnd(byte[] line, int open) {
    int i = open + 1;
    while (i < line.length && i - open < MAX_TAG && (Ascii.isLetter(line[i]) || line[i] == '/')) {
      i++;
    }
    return LineText.at(line, i) == '>' ? i + 1 : open;
  }

  static int end(byte[] line, int start) {
    int i = start;
    while (i < line.length && i - start <= MAX && !ends(line, i)) {
      i++;
    }
    while (i > start && ".,;:)]}*".indexOf(line[i - 1]) >= 0) {
      i--;
    }
    return i;
  }

  private static boolean ends(byte[] line, int i) {
    int b = line[i];
    return b >= 0 && b <= ' '
        || Ascii.isQuote(b)
        || b == '<'
        || b == '\\'
        || Ascii.startsWith(line, i, "&quot;")
        || Ascii.startsWith(line, i, "&lt;");
  }

  /**
   * Returns how many of lower case, upper case, digits and signs there are; 0 for what is no
   * password: too short or long, a path, an annotation or an expression, without letters, or only
   * letters and dashes.
   */
  static int kinds(byte[] line, int start, int end) {
    int length = end - start;
    if (length < MIN
        || length > MAX
        || "@+$%&(.".indexOf(line[start]) >= 0
        || isFormat(line, start, length)) {
      return 0;
    }
    int lower = 0;
    int upper = 0;
    int digit = 0;
    int sign = 0;
    for (int i = start; i < end; i++) {
      int b = line[i];
      if (b < 0
          || b == '/'
          || b == '{'
          || b == '['
          || b == '(' && Ascii.isLetter(LineText.at(line, i - 1))) {
        return 0;
      }
      lower |= b >= 'a' && b <= 'z' ? 1 : 0;
      upper |= b >= 'A' && b <= 'Z' ? 1 : 0;
      digit |= Ascii.isDigit(b) ? 1 : 0;
      sign |= "!@#$%^&*?+~|".indexOf(b) >= 0 ? 1 : 0;
    }
    boolean chosen = (lower | upper) == 1 && (digit | sign) == 1;
    return chosen ? lower + upper + digit + sign : 0;
  }

  private static boolean isFormat(byte[] line, int start, int length) {
    for (String format : FORMATS) {
      if (length >= format.length() && Ascii.startsWith(line, start, format)) {
        return true;
      }
    }
    return false;
  }
}
