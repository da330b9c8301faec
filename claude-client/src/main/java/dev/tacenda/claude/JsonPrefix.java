package dev.tacenda.claude;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The longest beginning of a text that could be the beginning of a JSON document, and what would
 * complete it. A streamed tool input can be cut off (by {@code max_tokens}) or be broken (with
 * eager input streaming); its masked form is the masked beginning.
 *
 * <p>A number or a literal at the end is not part of the beginning, because it might go on, unless
 * it is the whole text. Numbers are recognised by their characters only. Confined to one thread.
 */
final class JsonPrefix {
  private final CharSequence text;
  private final Deque<Character> closers = new ArrayDeque<>();
  private int at;
  private Next next = Next.VALUE;
  private String opened = "";

  /** What may come next, and what would have to be added if nothing came. */
  private enum Next {
    VALUE("0"),
    VALUE_OR_END(""),
    KEY("\"\":0"),
    KEY_OR_END(""),
    COLON(":0"),
    COMMA_OR_END(""),
    NOTHING("");

    private final String missing;

    Next(String missing) {
      this.missing = missing;
    }
  }

  private JsonPrefix(CharSequence text) {
    this.text = text;
  }

  static JsonPrefix of(CharSequence text) {
    JsonPrefix prefix = new JsonPrefix(text);
    boolean valid = true;
    while (valid && prefix.skipSpace()) {
      valid = prefix.token(text.charAt(prefix.at));
    }
    return prefix;
  }

  /** Returns the beginning. */
  CharSequence beginning() {
    return text.subSequence(0, at);
  }

  /** Returns what makes the beginning a whole document when it is added at its end. */
  String completion() {
    StringBuilder out = new StringBuilder(opened).append(next.missing);
    closers.forEach(out::append);
    return out.toString();
  }

  private boolean skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length();
  }

  private boolean token(char first) {
    return switch (next) {
      case VALUE, VALUE_OR_END -> first == ']' ? end(first) : value(first);
      case KEY, KEY_OR_END -> first == '"' ? string(Next.COLON) : end(first);
      case COLON -> first == ':' && advance(Next.VALUE);
      case COMMA_OR_END -> first == ',' ? advance(afterComma()) : end(first);
      case NOTHING -> false;
    };
  }

  private boolean advance(Next then) {
    at++;
    next = then;
    return true;
  }

  private Next afterComma() {
    return closers.getFirst() == '}' ? Next.KEY : Next.VALUE;
  }

  private Next afterValue() {
    return closers.isEmpty() ? Next.NOTHING : Next.COMMA_OR_END;
  }

  private boolean end(char closer) {
    boolean mayEnd = next != Next.VALUE && next != Next.KEY;
    if (!mayEnd || closers.isEmpty() || closers.getFirst() != closer) {
      return false;
    }
    closers.pop();
    return advance(afterValue());
  }

  private boolean value(char first) {
    if (first == '{') {
      closers.push('}');
      return advance(Next.KEY_OR_END);
    }
    if (first == '[') {
      closers.push(']');
      return advance(Next.VALUE_OR_END);
    }
    return first == '"' ? string(afterValue()) : scalar();
  }

  private boolean scalar() {
    int end = at;
    while (end < text.length() && isScalarPart(text.charAt(end))) {
      end++;
    }
    boolean mayGoOn = end == text.length() && !closers.isEmpty();
    if (mayGoOn || !isScalar(text.subSequence(at, end).toString())) {
      return false;
    }
    at = end;
    next = afterValue();
    return true;
  }

  private static boolean isScalarPart(char each) {
    return each >= 'a' && each <= 'z' || "+-.E".indexOf(each) >= 0 || each >= '0' && each <= '9';
  }

  private static boolean isScalar(String scalar) {
    return switch (scalar) {
      case "true", "false", "null" -> true;
      default ->
          !scalar.isEmpty()
              && scalar.chars().allMatch(each -> "+-.Ee0123456789".indexOf(each) >= 0);
    };
  }

  private boolean string(Next then) {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      int length = characterLength();
      if (length == 0) {
        break;
      }
      at += length;
    }
    next = then;
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      return true;
    }
    opened = "\"";
    return false;
  }

  /** Returns how many chars of the text the next one of a string takes, 0 if it is not whole. */
  private int characterLength() {
    char each = text.charAt(at);
    if (each != '\\') {
      return each < ' ' ? 0 : 1;
    }
    if (at + 1 == text.length()) {
      return 0;
    }
    return text.charAt(at + 1) == 'u'
        ? unicodeLength()
        : "\"\\/bfnrt".indexOf(text.charAt(at + 1)) < 0 ? 0 : 2;
  }

  private int unicodeLength() {
    if (at + 6 > text.length()) {
      return 0;
    }
    for (int digit = at + 2; digit < at + 6; digit++) {
      if (Character.digit(text.charAt(digit), 16) < 0) {
        return 0;
      }
    }
    return 6;
  }
}
