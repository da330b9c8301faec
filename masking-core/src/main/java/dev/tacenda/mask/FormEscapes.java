package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which formats and shells write the special characters of a text, each from its own
 * documentation: JSON from RFC 8259 and the HTML-safe habits of Go and Gson, XML from XML 1.0 and
 * the HTML escapers of Go and Python, percent from RFC 3986, the URL standard of browsers, {@code
 * URLEncoder}, Python and Go, quoting from POSIX shell, SQL, CSV and {@code java.util.Properties}.
 */
@TrustedCode("writes a value exactly as the named formats would")
final class FormEscapes {
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String GO_HTML = "<>&\u2028\u2029";
  private static final String GSON_HTML = "<>&='\u2028\u2029";
  private static final String DELETE = "\u007f";

  /** What an escaper writes for one UTF-16 unit; null if it leaves it alone. */
  private interface Escape {
    @Nullable String of(char c);
  }

  private FormEscapes() {}

  /** Returns true if no escape changes such a text. */
  static boolean unchangedByAll(byte[] value) {
    for (byte b : value) {
      if (!isLetterOrDigit(b & 0xFF) && b != '_' && b != '-' && b != '.') {
        return false;
      }
    }
    return true;
  }

  /** Returns the text in every way of writing its special characters, doubles included. */
  static List<String> of(String text) {
    List<String> forms = new ArrayList<>();
    addJson(text, forms);
    addXml(text, forms);
    addQuoted(text, forms);
    for (String digits : List.of(FormCodec.Hexadecimal.LOWER, FormCodec.Hexadecimal.UPPER)) {
      forms.add(apply(text, c -> unicode(c, digits)));
    }
    return forms;
  }

  /** Returns the bytes with reserved characters percent-encoded, in the ways of common encoders. */
  static List<String> percent(byte[] value) {
    List<String> forms = new ArrayList<>();
    List<String> kept =
        List.of(
            UNRESERVED_MARKS, // RFC 3986, Python quote(safe=""), Go PathEscape and QueryEscape
            UNRESERVED_MARKS + "/", // Python quote
            UNRESERVED_MARKS + "!'()*", // encodeURIComponent
            UNRESERVED_MARKS + "!'()*;/?:@&=+$,#", // encodeURI
            UNRESERVED_MARKS + "$&+:=@", // Go PathEscape
            UNRESERVED_MARKS + "!$&'()*+,;=", // user information of RFC 3986
            UNRESERVED_MARKS + "!$&'()*+,;=:@", // a path segment of RFC 3986
            "-._*"); // URLEncoder and HTML forms
    for (String marks : kept) {
      for (String digits : List.of(FormCodec.Hexadecimal.LOWER, FormCodec.Hexadecimal.UPPER)) {
        forms.add(percent(value, marks, "%20", digits));
        forms.add(percent(value, marks, "+", digits));
      }
    }
    return forms;
  }

  private static String percent(byte[] value, String kept, String space, String digits) {
    StringBuilder out = new StringBuilder(value.length + 16);
    for (byte b : value) {
      int c = b & 0xFF;
      if (c == ' ') {
        out.append(space);
      } else if (isLetterOrDigit(c) || kept.indexOf(c) >= 0) {
        out.append((char) c);
      } else {
        out.append('%').append(digits.charAt(c >> 4)).append(digits.charAt(c & 15));
      }
    }
    return out.toString();
  }

  private static void addJson(String text, List<String> forms) {
    for (String digits : List.of(FormCodec.Hexadecimal.LOWER, FormCodec.Hexadecimal.UPPER)) {
      for (String byNumber : relevant(List.of(GO_HTML, GSON_HTML, DELETE), text)) {
        for (String bySlash : relevant(List.of("/"), text)) {
          addJson(text, c -> json(c, byNumber, bySlash, 0xFFFF, digits), forms);
          addJson(text, c -> json(c, byNumber, bySlash, 0x7E, digits), forms);
        }
      }
    }
  }

  /** Adds the escaped text, and the same inside a further JSON string. */
  private static void addJson(String text, Escape escape, List<String> forms) {
    String once = apply(text, escape);
    forms.add(once);
    forms.add(apply(once, c -> json(c, "", "", 0xFFFF, FormCodec.Hexadecimal.LOWER)));
  }

  /** Returns no option, and those options that have a character in common with the text. */
  private static List<String> relevant(List<String> options, String text) {
    List<String> relevant = new ArrayList<>(List.of(""));
    for (String option : options) {
      if (option.chars().anyMatch(c -> text.indexOf(c) >= 0)) {
        relevant.add(option);
      }
    }
    return relevant;
  }

  private static @Nullable String json(
      char c, String byNumber, String bySlash, int max, String digits) {
    int shortEscape = "\"\\\b\f\n\r\t".indexOf(c);
    if (shortEscape >= 0) {
      return "\\" + "\"\\bfnrt".charAt(shortEscape);
    }
    if (bySlash.indexOf(c) >= 0) {
      return "\\" + c;
    }
    return c < ' ' || c > max || byNumber.indexOf(c) >= 0 ? unicode(c, digits) : null;
  }

  private static void addXml(String text, List<String> forms) {
    for (String special : List.of("&<", "&<>", "&<>\"", "&<>\"'")) {
      forms.add(apply(text, c -> special.indexOf(c) >= 0 ? entity(c) : null));
    }
    forms.add(apply(text, c -> c == '\'' ? "&#39;" : entity(c)));
    forms.add(apply(text, c -> c == '\'' ? "&#x27;" : entity(c)));
    forms.add(apply(text, c -> c == '\'' ? "&#39;" : c == '"' ? "&#34;" : entity(c)));
    addNumericXml(text, forms);
  }

  private static void addNumericXml(String text, List<String> forms) {
    for (String format : List.of("&#%d;", "&#x%x;", "&#x%X;", "&#x%04x;", "&#x%04X;", "&#%03d;")) {
      forms.add(codePoints(text, format, 0x7F));
      forms.add(codePoints(text, format, Character.MAX_CODE_POINT + 1));
    }
  }

  /** Writes the five special characters, and all code points from {@code from} on, as numbers. */
  private static String codePoints(String text, String format, int from) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c >= from || "&<>\"'".indexOf(c) >= 0) {
                out.append(String.format(Locale.ROOT, format, c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static @Nullable String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      default -> null;
    };
  }

  private static void addQuoted(String text, List<String> forms) {
    forms.add(text.replace("'", "'\\''"));
    forms.add(text.replace("'", "'\"'\"'"));
    forms.add(text.replace("'", "''"));
    forms.add(text.replace("\"", "\"\""));
    forms.add(text.replace("`", "``"));
    forms.add(backslashed(text, "'\\"));
    forms.add(backslashed(text, "\"\\"));
    forms.add(backslashed(text, "'\"\\"));
    forms.add(backslashed(text, "\"\\$"));
    forms.add(backslashed(text, "\"\\$`"));
    forms.add(backslashed(text, "\"\\$`!"));
    forms.add(backslashed(text, " \t!\"#$&'()*,;<>?[\\]^`{|}"));
    forms.add(backslashed(text, " \t!\"#$&'()*;<>?[\\]`{|}~="));
    forms.add(
        apply(
            text,
            c -> isLetterOrDigit(c) || "-_./:@,+=%".indexOf(c) >= 0 || c > 0x7E ? null : "\\" + c));
    forms.add(backslashed(text, "\\:=#!"));
    forms.add(
        apply(
            text,
            c ->
                c > 0x7E
                    ? unicode(c, FormCodec.Hexadecimal.UPPER)
                    : "\\:=#!".indexOf(c) >= 0 ? "\\" + c : null));
  }

  private static String backslashed(String text, String special) {
    return apply(text, c -> special.indexOf(c) >= 0 ? "\\" + c : null);
  }

  private static String unicode(char c, String digits) {
    char[] escape = {'\\', 'u', '0', '0', '0', '0'};
    for (int i = 0; i < 4; i++) {
      escape[5 - i] = digits.charAt(c >> (4 * i) & 15);
    }
    return new String(escape);
  }

  private static String apply(String text, Escape escape) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      String written = escape.of(text.charAt(i));
      if (written == null) {
        out.append(text.charAt(i));
      } else {
        out.append(written);
      }
    }
    return out.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
