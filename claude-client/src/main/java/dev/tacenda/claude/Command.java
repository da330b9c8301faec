package dev.tacenda.claude;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A command of a shell as words. Not a parser: quotes and backslashes are left out, as they neither
 * begin nor end a word for a shell, and what stands in doubt counts as a program that is called.
 * Immutable.
 */
final class Command {
  private static final String BETWEEN_PARTS = "|;&\n(){}`";

  private final List<String> words = new ArrayList<>();
  private final Set<String> called = new HashSet<>();

  /**
   * Reads a command.
   *
   * @param keywords words of the shell's own grammar, behind which a program is called
   */
  Command(String text, Set<String> keywords) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || BETWEEN_PARTS.indexOf(text.charAt(i)) >= 0) {
        part(text.substring(start, i), keywords);
        start = i + 1;
      }
    }
  }

  private void part(String text, Set<String> keywords) {
    words.addAll(words(text));
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int end = firstEnd(rest);
      String first = rest.substring(0, end);
      if (inDoubt(first)) {
        called.addAll(words(rest));
        return;
      }
      if (first.indexOf('=') < 0 && !keywords.contains(first)) {
        called.addAll(words(first));
        return;
      }
      rest = rest.substring(end).strip();
    }
  }

  private static int firstEnd(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind a value in quotes, or a file that is named, which word is called takes a parser. */
  private static boolean inDoubt(String first) {
    boolean redirects = first.indexOf('<') >= 0 || first.indexOf('>') >= 0;
    boolean opensQuote = odd(first, '"') || odd(first, '\'') || first.endsWith("\\");
    return redirects || (first.indexOf('=') > 0 && opensQuote);
  }

  private static boolean odd(String text, char quote) {
    return text.chars().filter(each -> each == quote).count() % 2 != 0;
  }

  /** Returns all words in their order, as {@link #words} makes them. */
  List<String> words() {
    return words;
  }

  /** Returns the programs that may be called, by name. */
  Set<String> called() {
    return called;
  }

  /**
   * Returns the words of a text in small letters: of a path its last name, of a sentence's last
   * word no dot, of a program no {@code .exe}.
   */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char each = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(each) || "-_.+".indexOf(each) >= 0) {
        word.append(each);
      } else if (each == '/') {
        word.setLength(0);
      } else if (each != '\\' && each != '\'' && each != '"') {
        add(words, word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
    }
    return words;
  }

  private static void add(List<String> words, String word) {
    String name = word.endsWith(".exe") ? word.substring(0, word.length() - 4) : word;
    boolean endsSentence = name.length() > 1 && name.endsWith(".");
    String whole = endsSentence ? name.substring(0, name.length() - 1) : name;
    if (!whole.isEmpty()) {
      words.add(whole);
    }
  }
}
