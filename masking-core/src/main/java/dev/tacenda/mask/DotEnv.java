package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a .env file. The format has no standard; this reads what the common readers
 * (motdotla/dotenv, python-dotenv, docker compose) agree on, and gives every reading of a value
 * where they differ: with and without escapes resolved, and with and without what stands behind a
 * {@code #} that touches the value. References such as {@code ${OTHER}} are not resolved.
 */
final class DotEnv {
  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Integer> unreadable = new ArrayList<>();
  private int at;
  private int line = 1;

  /** One variable and the ways to read its value. Prints its name only. */
  record Entry(String name, List<String> readings) {
    Entry {
      readings = List.copyOf(readings);
    }

    @Override
    public String toString() {
      return "Entry[" + name + "]";
    }
  }

  private DotEnv(String text) {
    this.text = text;
  }

  /** Reads a whole file. A byte order mark and any line ends are accepted. */
  static DotEnv parse(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    DotEnv file = new DotEnv(plain.replace("\r\n", "\n").replace('\r', '\n'));
    while (file.at < file.text.length()) {
      file.readLine();
    }
    return file;
  }

  /** Returns the variables in the order of the file. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Returns the numbers of the lines, from 1, that are neither variable, comment nor blank. */
  List<Integer> unreadableLines() {
    return List.copyOf(unreadable);
  }

  private void readLine() {
    skipBlanks();
    skipExport();
    int nameStart = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    String name = text.substring(nameStart, at);
    skipBlanks();
    if (!name.isEmpty() && at < text.length() && "=:".indexOf(text.charAt(at)) >= 0) {
      at++;
      skipBlanks();
      entries.add(new Entry(name, value()));
    } else if (!name.isEmpty() || (peek() != '#' && peek() != '\n')) {
      unreadable.add(line);
    }
    skipRestOfLine();
  }

  private List<String> value() {
    char quote = peek();
    int close = quote == '"' || quote == '\'' || quote == '`' ? closing(quote) : -1;
    if (close < 0) {
      return unquoted();
    }
    String inner = text.substring(at + 1, close);
    line += (int) inner.chars().filter(c -> c == '\n').count();
    at = close + 1;
    return quote == '"' ? distinct(unescape(inner), inner) : distinct(inner, unescape(inner));
  }

  /** Returns where the quoted value ends; -1 if it does not, and the quote is then passed over. */
  private int closing(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote == '"') {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }

  private List<String> unquoted() {
    boolean openQuote = "\"'`".indexOf(peek()) >= 0;
    String rest = text.substring(openQuote ? at + 1 : at, lineEnd());
    int comment = rest.indexOf('#');
    String upToHash = comment < 0 ? rest : rest.substring(0, comment);
    return distinct(upToComment(rest), upToHash.strip());
  }

  /** Cuts off a comment: a number sign at the beginning or behind white space. */
  private static String upToComment(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '#' && (i == 0 || Character.isWhitespace(rest.charAt(i - 1)))) {
        return rest.substring(0, i).strip();
      }
    }
    return rest.strip();
  }

  private static List<String> distinct(String first, String second) {
    return first.equals(second) ? List.of(first) : List.of(first, second);
  }

  private static String unescape(String quoted) {
    StringBuilder out = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      int escape =
          c == '\\' && i + 1 < quoted.length() ? "nrt\"'\\$`".indexOf(quoted.charAt(i + 1)) : -1;
      out.append(escape < 0 ? c : "\n\r\t\"'\\$`".charAt(escape));
      i += escape < 0 ? 0 : 1;
    }
    return out.toString();
  }

  private void skipExport() {
    if (text.startsWith("export", at) && at + 6 < text.length() && isBlank(text.charAt(at + 6))) {
      at += 6;
      skipBlanks();
    }
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void skipRestOfLine() {
    at = Math.min(lineEnd() + 1, text.length());
    line++;
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /** The next character; a line feed at the end of the text. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
  }

  @Override
  public String toString() {
    return "DotEnv[" + entries.size() + " variables]";
  }
}
