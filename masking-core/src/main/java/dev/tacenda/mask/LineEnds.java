package dev.tacenda.mask;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Says whether a pattern can match a line end. It reads the expression atom by atom and asks RE2J
 * of each whether it matches {@code \n}; what it does not know it takes for one that does.
 */
final class LineEnds {
  private final String regex;
  private int at;

  private LineEnds(String regex) {
    this.regex = regex;
  }

  /** Returns false only if no match of the expression, which is RE2, can hold a line end. */
  static boolean canBeIn(String regex) {
    LineEnds reader = new LineEnds(regex);
    while (reader.at < regex.length()) {
      if (reader.nextCanBe()) {
        return true;
      }
    }
    return false;
  }

  private boolean nextCanBe() {
    return switch (regex.charAt(at)) {
      case '\\' -> escapeCanBe();
      case '[' -> classCanBe();
      case '(' -> flagsCanBe();
      default -> regex.charAt(at++) == '\n';
    };
  }

  /** The flag s makes the dot match line ends, and every group may set it. */
  private boolean flagsCanBe() {
    at++;
    if (!regex.startsWith("?", at) || regex.startsWith("?P<", at) || regex.startsWith("?<", at)) {
      return false;
    }
    for (at++; at < regex.length() && ":)".indexOf(regex.charAt(at)) < 0; at++) {
      if (regex.charAt(at) == '-') {
        at = endOfFlags();
        return false;
      }
      if (regex.charAt(at) == 's') {
        return true;
      }
    }
    return false;
  }

  private int endOfFlags() {
    int end = at;
    while (end < regex.length() && ":)".indexOf(regex.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private boolean escapeCanBe() {
    int start = at;
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      at = end < 0 ? regex.length() : end + 2;
      return regex.substring(start, at).indexOf('\n') >= 0;
    }
    at = endOfEscape();
    return matchesLineEnd(regex.substring(start, at));
  }

  private int endOfEscape() {
    int i = at + 1;
    char kind = i < regex.length() ? regex.charAt(i) : ' ';
    if ((kind == 'x' || kind == 'p' || kind == 'P') && regex.startsWith("{", i + 1)) {
      int end = regex.indexOf('}', i);
      return end < 0 ? regex.length() : end + 1;
    }
    if (kind == 'x') {
      return Math.min(regex.length(), i + 3);
    }
    if (kind == 'p' || kind == 'P') {
      return Math.min(regex.length(), i + 2);
    }
    int end = i + 1;
    while (kind >= '0' && kind <= '7' && end < i + 3 && isOctal(end)) {
      end++;
    }
    return Math.min(regex.length(), end);
  }

  private boolean isOctal(int i) {
    return i < regex.length() && regex.charAt(i) >= '0' && regex.charAt(i) <= '7';
  }

  private boolean classCanBe() {
    int start = at;
    at++;
    if (regex.startsWith("^", at)) {
      at++;
    }
    if (regex.startsWith("]", at)) {
      at++;
    }
    while (at < regex.length() && regex.charAt(at) != ']') {
      skipInClass();
    }
    at = Math.min(regex.length(), at + 1);
    return matchesLineEnd(regex.substring(start, at));
  }

  private void skipInClass() {
    if (regex.charAt(at) == '\\') {
      at = endOfEscape();
    } else if (regex.startsWith("[:", at) && regex.indexOf(":]", at) > 0) {
      at = regex.indexOf(":]", at) + 2;
    } else {
      at++;
    }
  }

  private static boolean matchesLineEnd(String atom) {
    try {
      return Pattern.matches(atom, "\n");
    } catch (PatternSyntaxException e) {
      return true;
    }
  }
}
