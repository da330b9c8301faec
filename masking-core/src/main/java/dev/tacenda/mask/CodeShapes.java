package dev.tacenda.mask;

import java.util.Arrays;

/** Recognises program text and sentences where the value of an assignment was expected. */
final class CodeShapes {
  /** Longer values are looked at by nobody's eyes, and are no expressions of interest. */
  private static final int MAX_CODE_BYTES = 400;

  private static final LazyPattern EXPRESSION =
      LazyPattern.checked(String.join("|", expressions()));

  private CodeShapes() {}

  private static String[] expressions() {
    String name = "[A-Za-z_$][A-Za-z0-9_$]*";
    return new String[] {
      // a.b.c, a::b, a->b, a?.b, with the punctuation that may end an expression
      name + "(?:(?:\\.|::|->|\\?\\.|!!?\\.)" + name + ")+(?:!!)?[?;,)]*",
      // call(...), index[...], generic<...>, block{...
      "[A-Za-z_$][A-Za-z0-9_$.:>-]*[(\\[<{].*",
      // (x, [x, {x, *x, &x, !x, |x, ->
      "[(\\[{*&!|?].*",
      "->.*",
      // a name of two humps or more, or one that ends an expression
      "[a-z]+(?:[A-Z][a-z]+)+(?:!!)?[?;,)]*",
      "(?:[A-Z][a-z]+){2,}(?:!!)?[?;,)]*",
      name + "[,;)]+",
      // types and keywords
      "(?:new|await|return|typeof|lambda|func|function|def|class|this|self|super|const|let|var|"
          + "String|Optional|Option|List|Map|Set|Promise|Buffer|Vec|Boolean|Integer|Object|boolean|"
          + "char|byte|bytes|int|float|str|string|number|object|any|unknown|void|never|undefined|"
          + "nullptr|NULL|None|Some|True|False|true|false|null|nil)[?;,)|&]*",
    };
  }

  /** Returns true if the value, by itself or with what follows it, reads as an expression. */
  static boolean isCode(byte[] line, int start, int end) {
    if (end - start > MAX_CODE_BYTES) {
      return false;
    }
    if (end < line.length && continuesAsCode(line[end - 1], line[end])) {
      return true;
    }
    return EXPRESSION.matches(Arrays.copyOfRange(line, start, end));
  }

  /** What follows makes it a call, an index, an arrow, or the attribute of another name. */
  private static boolean continuesAsCode(byte last, byte next) {
    boolean attribute = last == '=' && (next == '"' || next == '\'' || next == '{');
    return next == '(' || next == '[' || last == '-' && next == '>' || attribute;
  }

  /**
   * Returns true for letters, dots, dashes and underscores alone, which a variable may be called.
   */
  static boolean isName(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      byte b = line[i];
      if (!CharacterClasses.isLetter(b) && b != '_' && b != '.' && b != '-') {
        return false;
      }
    }
    return true;
  }

  /** Returns true for two or more words without any digit. */
  static boolean isProse(byte[] line, int start, int end) {
    boolean space = false;
    for (int i = start; i < end; i++) {
      if (CharacterClasses.isDigit(line[i])) {
        return false;
      }
      space |= line[i] == ' ';
    }
    return space;
  }

  /** No user information is longer; looking further back for each name would be quadratic. */
  private static final int MAX_USERINFO = 256;

  /**
   * Returns true if {@code start} stands between the :// of a URL, also with its slashes escaped as
   * in JSON, and the next white space, quote or slash.
   */
  static boolean isUserinfo(byte[] line, int start) {
    int i = start - 1;
    int limit = Math.max(-1, i - MAX_USERINFO);
    while (i > limit && !endsUserinfo(line[i])) {
      i--;
    }
    int first = beforeSlash(line, i);
    return beforeSlash(line, first) >= 0 && line[beforeSlash(line, first)] == ':';
  }

  /** Returns the place before the slash at {@code i} and its escape, or -1 if there is none. */
  private static int beforeSlash(byte[] line, int i) {
    if (i < 1 || line[i] != '/') {
      return -1;
    }
    return line[i - 1] == '\\' ? i - 2 : i - 1;
  }

  /** None of these stands in userinfo unless it is percent-encoded (RFC 3986, section 3.2.1). */
  private static boolean endsUserinfo(byte b) {
    return switch (b) {
      case '/', '?', '#', '&', ' ', '\t', '"', '\'', '<' -> true;
      default -> false;
    };
  }
}
