package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import org.jspecify.annotations.Nullable;

/** Reads what stands between a name and its value. Immutable. */
final class OperatorReader {
  private static final int MAX_BLANKS = 64;
  private static final int MAX_TYPE = 64;
  private static final int MAX_TAG = 256;
  private static final byte[] VALUE = LineBytes.bytes("value");
  private static final byte[] NAME = LineBytes.bytes("name");

  /** What stands between a name and its value in a sentence. */
  static final byte[][] VERBS = {
    LineBytes.bytes("is"),
    LineBytes.bytes("was"),
    LineBytes.bytes("to"),
    LineBytes.bytes("as"),
    LineBytes.bytes("of")
  };

  private static final byte[] ENV = LineBytes.bytes("env");

  private final byte[] text;
  private final int from;
  private final int to;

  OperatorReader(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /** An operator and the place behind it. */
  record Found(Operator operator, int end) {}

  /** Returns the operator behind a name, or null if none assigns to it. */
  @Nullable Found after(Assignment.Name name) {
    int i = name.end();
    int closed = closers(i);
    boolean quoted = closed > i;
    int j = blanks(closed);
    if (j >= to) {
      return null;
    }
    int value = quoted ? valueAttribute(j) : -1;
    if (value >= 0) {
      return new Found(Operator.ATTRIBUTE, value);
    }
    Found symbol = symbol(name, j, quoted);
    if (symbol != null) {
      return symbol;
    }
    return j > i && !quoted ? afterBlank(name, j) : null;
  }

  /** Skips what closes a name: quotes, also escaped ones, brackets, empty parentheses, a mark. */
  private int closers(int start) {
    int i = start;
    while (i < to && i < start + 8) {
      byte b = text[i];
      boolean emptyCall = b == '(' && i + 1 < to && text[i + 1] == ')';
      if (emptyCall) {
        i += 2;
      } else if (b == '\\' && i + 1 < to && (Ascii.isQuote(text[i + 1]) || text[i + 1] == '\\')
          || Ascii.isQuote(b)
          || b == ']'
          || b == '?' && i + 1 < to && text[i + 1] != '?') {
        i++;
      } else if (b == ')' && i > start && Ascii.isQuote(text[i - 1])) {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private int blanks(int start) {
    int i = start;
    while (i < to && i < start + MAX_BLANKS && LineBytes.isBlank(text[i])) {
      i++;
    }
    return i;
  }

  private byte at(int i) {
    return i < to ? text[i] : 0;
  }

  private @Nullable Found symbol(Assignment.Name name, int i, boolean quoted) {
    return switch (text[i]) {
      case '=' -> equalsSign(i);
      case ':' -> colon(i);
      case '!' -> at(i + 1) == '=' ? new Found(Operator.COMPARE, skip(i, '=')) : null;
      case '-' -> at(i + 1) == '>' ? new Found(Operator.ARROW, i + 2) : null;
      case '<' -> at(i + 1) == '-' ? new Found(Operator.ARROW, i + 2) : null;
      case '?', '+', '|', '&' -> compound(i);
      case ',' -> quoted || isSymbol(name) ? new Found(Operator.COMMA, i + 1) : null;
      case '(' -> i == name.end() ? new Found(Operator.CALL, i + 1) : null;
      case '>' -> isTag(name) ? new Found(Operator.TAG, i + 1) : null;
      default -> null;
    };
  }

  /** Behind the sign at i, as many of these as follow. */
  private int skip(int i, char sign) {
    int end = i + 1;
    while (at(end) == sign && end < i + 3) {
      end++;
    }
    return end;
  }

  private @Nullable Found equalsSign(int i) {
    if (at(i + 1) == '>') {
      return new Found(Operator.ARROW, i + 2);
    }
    if (at(i + 1) == '~') {
      return null;
    }
    return at(i + 1) == '='
        ? new Found(Operator.COMPARE, skip(i, '='))
        : new Found(Operator.ASSIGN, i + 1);
  }

  private @Nullable Found compound(int i) {
    int end = i;
    while (end < i + 2 && at(end) == text[i]) {
      end++;
    }
    return at(end) == '=' ? new Found(Operator.ASSIGN, end + 1) : null;
  }

  private @Nullable Found colon(int i) {
    if (at(i + 1) == ':') {
      return at(i + 2) == '=' ? new Found(Operator.ASSIGN, i + 3) : null;
    }
    if (at(i + 1) == '=') {
      return new Found(Operator.ASSIGN, i + 2);
    }
    int typed = typeEnd(i + 1);
    return typed > 0 ? new Found(Operator.ASSIGN, typed) : new Found(Operator.COLON, i + 1);
  }

  /** Returns the place behind the = in {@code : Type = value}, or -1 if that does not follow. */
  private int typeEnd(int start) {
    int i = blanks(start);
    int limit = Math.min(to, i + MAX_TYPE);
    if (i >= limit || !Ascii.isLetter(text[i]) && text[i] != '&') {
      return -1;
    }
    while (i < limit && isTypePart(text[i])) {
      i++;
    }
    boolean single = at(i) == '=' && at(i + 1) != '=' && at(i + 1) != '>';
    return single && i > start && LineBytes.isBlank(text[i - 1]) ? i + 1 : -1;
  }

  private static boolean isTypePart(byte b) {
    return Ascii.isWord(b) || " .<>[]|?&".indexOf(b) >= 0;
  }

  /** {@code :password, "x"}. */
  private boolean isSymbol(Assignment.Name name) {
    return name.start() > from && text[name.start() - 1] == ':';
  }

  /** {@code <ns:password encrypted="false">}; attributes belong to the tag. */
  private boolean isTag(Assignment.Name name) {
    int i = name.start() - 1;
    while (i >= from && i > name.start() - MAX_TYPE && (Ascii.isWord(text[i]) || text[i] == ':')) {
      i--;
    }
    return i >= from && text[i] == '<';
  }

  private @Nullable Found afterBlank(Assignment.Name name, int i) {
    if (isTag(name)) {
      int end = tagEnd(i);
      return end < 0 ? null : new Found(Operator.TAG, end);
    }
    if (isFlag(name)) {
      return text[i] == '-' ? null : new Found(Operator.FLAG, i);
    }
    if (Ascii.isQuote(text[i]) || text[i] == '\\' && Ascii.isQuote(at(i + 1))) {
      return new Found(Operator.JUXTAPOSED, i);
    }
    for (byte[] verb : VERBS) {
      int end = i + verb.length;
      if (LineBytes.startsWithIgnoreCase(text, i, to, verb) && end < to && isVerbEnd(text[end])) {
        return new Found(Operator.PROSE, at(end) == ':' ? end + 1 : end);
      }
    }
    return null;
  }

  private static boolean isVerbEnd(byte b) {
    return LineBytes.isBlank(b) || b == ':';
  }

  /** Returns the place behind the end of a tag with attributes, or -1. */
  private int tagEnd(int start) {
    int limit = Math.min(to, start + MAX_TAG);
    for (int i = start; i < limit && text[i] != '<'; i++) {
      if (text[i] == '>') {
        return text[i - 1] == '/' ? -1 : i + 1;
      }
    }
    return -1;
  }

  /** {@code --password}, {@code -Password}, and {@code ENV PASSWORD} of a Dockerfile. */
  private boolean isFlag(Assignment.Name name) {
    int i = name.start() - 1;
    if (i >= from && text[i] == '-') {
      return true;
    }
    int word = i - ENV.length;
    return i > from
        && LineBytes.isBlank(text[i])
        && word >= from
        && LineBytes.startsWithIgnoreCase(text, word, to, ENV)
        && LineBytes.skipBlanks(text, from, to) == word;
  }

  /**
   * Returns the place behind the operator of an attribute {@code value} that begins at {@code i} or
   * behind a comma, or -1.
   */
  int valueAttribute(int i) {
    int start = at(i) == ',' ? blanks(i + 1) : i;
    while (start < to && (Ascii.isQuote(text[start]) || text[start] == '\\')) {
      start++;
    }
    if (!LineBytes.startsWithIgnoreCase(text, start, to, VALUE)) {
      return -1;
    }
    int j = blanks(closers(start + VALUE.length));
    return at(j) == '=' || at(j) == ':' ? j + 1 : -1;
  }

  /**
   * Returns true if the name is itself the value of an attribute {@code name} and ends its line.
   */
  boolean endsNameAttribute(Assignment.Name name) {
    int i = closers(name.end());
    if (at(i) == ',') {
      i++;
    }
    return restIsEmpty(i) && isNameAttribute(name.start());
  }

  private boolean isNameAttribute(int start) {
    int i = start - 1;
    while (i >= from && (LineBytes.isBlank(text[i]) || Ascii.isQuote(text[i]) || text[i] == '\\')) {
      i--;
    }
    if (i < from || text[i] != ':' && text[i] != '=') {
      return false;
    }
    i--;
    while (i >= from && (LineBytes.isBlank(text[i]) || Ascii.isQuote(text[i]) || text[i] == '\\')) {
      i--;
    }
    int word = i + 1 - NAME.length;
    return word >= from && LineBytes.startsWithIgnoreCase(text, word, to, NAME);
  }

  /** Returns true if nothing but blanks, or what announces a block, stands from {@code i} on. */
  boolean restIsEmpty(int i) {
    int j = i;
    while (j < to && (LineBytes.isBlank(text[j]) || text[j] == '\r')) {
      j++;
    }
    int opened = j;
    while (j < to && j < opened + 3 && "|>[({\\-+\"'`".indexOf(text[j]) >= 0) {
      j++;
    }
    while (j < to && (LineBytes.isBlank(text[j]) || text[j] == '\r')) {
      j++;
    }
    return j >= to;
  }
}
