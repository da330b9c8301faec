package dev.tacenda.testkit;

/**
 * How FakeClaude writes a JSON string: with as few escapes as the format allows, or only escapes.
 */
enum JsonEscapes {
  /** Quote, backslash, controls and lone surrogates are escaped; all else is raw UTF-8. */
  MINIMAL,
  /** Every UTF-16 unit is written as a backslash, u and four hex digits. */
  EVERY_CHARACTER;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** The text as a JSON string literal with its quotes. */
  String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      if (this == EVERY_CHARACTER || isLoneSurrogate(text, i)) {
        appendUnicode(out, text.charAt(i));
      } else {
        appendMinimal(out, text.charAt(i));
      }
    }
    return out.append('"').toString();
  }

  /** True where a surrogate has no partner: UTF-8 cannot carry it, so it must be an escape. */
  static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static void appendMinimal(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          appendUnicode(out, c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private static void appendUnicode(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[(c >> shift) & 0xf]);
    }
  }
}
