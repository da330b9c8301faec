package dev.tacenda.claude;

import java.nio.charset.StandardCharsets;

/** Writes text as a JSON string, the way it has to stand in the data of a server-sent event. */
final class JsonLiteral {
  private static final String HEX = "0123456789abcdef";

  private JsonLiteral() {}

  /**
   * Returns the JSON string for {@code text} in UTF-8, with its quotes. Escaped are what JSON
   * demands, halves of surrogate pairs that stand alone, and the other line ends of Unicode, at
   * which some readers of event streams split by mistake.
   */
  static byte[] of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (startsPair(text, at)) {
        out.append(each).append(text.charAt(++at));
      } else {
        append(out, each);
      }
    }
    return out.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns {@code json} in UTF-8. A half of a surrogate pair that stands alone, which UTF-8 cannot
   * express, is written as an escape; inside a JSON string that is the same text.
   */
  static byte[] utf8(CharSequence json) {
    StringBuilder out = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char each = json.charAt(at);
      if (startsPair(json, at)) {
        out.append(each).append(json.charAt(++at));
      } else if (Character.isSurrogate(each)) {
        appendEscape(out, each);
      } else {
        out.append(each);
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean startsPair(CharSequence text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  private static void append(StringBuilder out, char each) {
    switch (each) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> appendOther(out, each);
    }
  }

  private static void appendOther(StringBuilder out, char each) {
    boolean lineEnd = each == '\u0085' || each == '\u2028' || each == '\u2029';
    if (each < ' ' || lineEnd || Character.isSurrogate(each)) {
      appendEscape(out, each);
    } else {
      out.append(each);
    }
  }

  private static void appendEscape(StringBuilder out, char each) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((each >> shift) & 0xF));
    }
  }
}
