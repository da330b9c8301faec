package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which formats and shells write the special characters of a text, each from its own
 * documentation: JSON from RFC 8259 and the HTML-safe habits of Go and Gson, XML from XML 1.0 and
 * the HTML escapers of Go and Python, quoting from POSIX shell, SQL, CSV and {@code
 * java.util.Properties}. Percent-encoding is in {@link PercentText}.
 */
@TrustedCode("writes a value exactly as the named formats would")
final class FormEscapes {
  private static final String LOWER = FormCodec.Hexadecimal.LOWER;
  private static final String UPPER = FormCodec.Hexadecimal.UPPER;

  private static final String GO_HTML = "<>&\u2028\u2029";
  private static final String GSON_HTML = "<>&='\u2028\u2029";
  private static final String DELETE = "\u007f";

  private static final char LAST_UNIT = 0xFFFF;
  private static final char LAST_ASCII = 0x7E;

  private static final String XML = "&<>\"'";

  /** A numeric character reference: decimal or hexadecimal, with leading zeros or without. */
  private record Reference(String before, int radix, int width, boolean capitals) {
    String of(int codePoint) {
      String digits = Integer.toString(codePoint, radix);
      String padded = "0".repeat(Math.max(0, width - digits.length())) + digits;
      return before + (capitals ? padded.toUpperCase(Locale.ROOT) : padded) + ";";
    }
  }

  private static final List<Reference> REFERENCES =
      List.of(
          new Reference("&#", 10, 1, false),
          new Reference("&#", 10, 3, false),
          new Reference("&#x", 16, 1, false),
          new Reference("&#x", 16, 1, true),
          new Reference("&#x", 16, 4, false),
          new Reference("&#x", 16, 4, true));

  /** What programs put a backslash before: in quotes of both kinds, and in bare shell words. */
  private static final List<String> BACKSLASHED =
      List.of(
          "'\\",
          "\"\\",
          "'\"\\",
          "\"\\$",
          "\"\\$`",
          "\"\\$`!",
          " \t!\"#$&'()*,;<>?[\\]^`{|}",
          " \t!\"#$&'()*;<>?[\\]`{|}~=",
          "\\:=#!");

  /** What bash's %q and zsh leave bare in a word; they put a backslash before all other ASCII. */
  private static final String BARE = "-_./:@,+=%";

  /** What an escaper writes for one UTF-16 unit; null if it leaves it alone. */
  private interface Escape {
    @Nullable String of(char c);
  }

  private FormEscapes() {}

  /** Returns the text in every way of writing its special characters, without repetition. */
  static Set<String> of(String text) {
    Set<String> forms = new LinkedHashSet<>();
    addJson(text, forms);
    addXml(text, forms);
    addQuoted(text, forms);
    for (String digits : List.of(LOWER, UPPER)) {
      forms.add(apply(text, c -> unicode(c, digits)));
    }
    forms.remove(text);
    return forms;
  }

  private static void addJson(String text, Set<String> forms) {
    for (String byNumber : relevant(List.of(GO_HTML, GSON_HTML, DELETE), text)) {
      for (String bySlash : relevant(List.of("/"), text)) {
        for (String digits : List.of(LOWER, UPPER)) {
          addJson(text, c -> json(c, byNumber, bySlash, LAST_UNIT, digits), forms);
          addJson(text, c -> json(c, byNumber, bySlash, LAST_ASCII, digits), forms);
        }
      }
    }
  }

  /** Adds the escaped text, and the same inside a further JSON string. */
  private static void addJson(String text, Escape escape, Set<String> forms) {
    String once = apply(text, escape);
    if (forms.add(once)) {
      forms.add(apply(once, c -> json(c, "", "", LAST_UNIT, LOWER)));
    }
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
      char c, String byNumber, String bySlash, char last, String digits) {
    int shortEscape = "\"\\\b\f\n\r\t".indexOf(c);
    if (shortEscape >= 0) {
      return "\\" + "\"\\bfnrt".charAt(shortEscape);
    }
    if (bySlash.indexOf(c) >= 0) {
      return "\\" + c;
    }
    return c < ' ' || c > last || byNumber.indexOf(c) >= 0 ? unicode(c, digits) : null;
  }

  private static void addXml(String text, Set<String> forms) {
    for (String special : List.of("&<", "&<>", "&<>\"", XML)) {
      forms.add(apply(text, c -> special.indexOf(c) >= 0 ? entity(c) : null));
    }
    forms.add(apply(text, c -> c == '\'' ? "&#39;" : entity(c)));
    forms.add(apply(text, c -> c == '\'' ? "&#x27;" : entity(c)));
    forms.add(apply(text, c -> c == '\'' ? "&#39;" : c == '"' ? "&#34;" : entity(c)));
    if (text.chars().anyMatch(c -> c > LAST_ASCII || XML.indexOf(c) >= 0)) {
      for (Reference reference : REFERENCES) {
        forms.add(numbered(text, reference, Character.MAX_CODE_POINT));
        forms.add(numbered(text, reference, LAST_ASCII));
      }
    }
  }

  /** Writes the five special characters, and all code points beyond {@code last}, as numbers. */
  private static String numbered(String text, Reference reference, int last) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c > last || XML.indexOf(c) >= 0) {
        out.append(reference.of(c));
      } else {
        out.appendCodePoint(c);
      }
    }
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

  private static void addQuoted(String text, Collection<String> forms) {
    forms.add(text.replace("'", "'\\''"));
    forms.add(text.replace("'", "'\"'\"'"));
    forms.add(text.replace("'", "''"));
    forms.add(text.replace("\"", "\"\""));
    forms.add(text.replace("`", "``"));
    for (String special : BACKSLASHED) {
      forms.add(apply(text, c -> special.indexOf(c) >= 0 ? "\\" + c : null));
    }
    forms.add(apply(text, c -> c > LAST_ASCII || isBare(c) ? null : "\\" + c));
    forms.add(apply(text, FormEscapes::property));
  }

  private static boolean isBare(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || BARE.indexOf(c) >= 0;
  }

  private static @Nullable String property(char c) {
    if ("\\:=#!".indexOf(c) >= 0) {
      return "\\" + c;
    }
    return c > LAST_ASCII ? unicode(c, UPPER) : null;
  }

  private static String unicode(char c, String digits) {
    char[] escape = {'\\', 'u', '0', '0', '0', '0'};
    for (int i = 0; i < 4; i++) {
      escape[5 - i] = digits.charAt((c >> (4 * i)) & 15);
    }
    return new String(escape);
  }

  /** Returns the text with each escape in its place; the text itself if there is none. */
  private static String apply(String text, Escape escape) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      String written = escape.of(text.charAt(i));
      if (written != null && out == null) {
        out = new StringBuilder(text.length() + 32).append(text, 0, i);
      }
      if (out != null) {
        out.append(written == null ? String.valueOf(text.charAt(i)) : written);
      }
    }
    return out == null ? text : out.toString();
  }
}
