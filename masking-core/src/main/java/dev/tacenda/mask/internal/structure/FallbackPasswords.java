package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Literals that take the place of a variable of the environment or an option that is not there:
 * {@code process.env.DB_PASSWORD || "X"}, {@code ENV["DB_PASSWORD"] || "X"}, {@code
 * add_argument("--password", default="X")}.
 */
final class FallbackPasswords {
  private static final int MAX_NAME = 80;
  private static final int SHORT_NAME = 20;
  private static final int MAX_LITERAL = 256;
  private static final String[] OPERATORS = {"||", "??", "?:", "or"};
  private static final String DEFAULT = "default";

  private final byte[] line;
  private final PartSink sink;

  private FallbackPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    FallbackPasswords fallbacks = new FallbackPasswords(line, sink);
    for (int i = 1; i < line.length; i++) {
      int operator = fallbacks.operatorAt(i);
      if (operator > 0) {
        fallbacks.fallback(i, i + operator);
      } else if (line[i] == 'd' && Ascii.startsWith(line, i, DEFAULT)) {
        fallbacks.ofOption(i, i + DEFAULT.length());
      }
    }
  }

  private int operatorAt(int i) {
    for (String operator : OPERATORS) {
      if (line[i] == operator.charAt(0) && Ascii.startsWith(line, i, operator)) {
        boolean word = Ascii.isLetter(operator.charAt(0));
        boolean alone = line[i - 1] == ' ' && LineText.at(line, i + 2) == ' ';
        return !word || alone ? operator.length() : 0;
      }
    }
    return 0;
  }

  private void fallback(int operator, int behind) {
    int end = operator;
    while (end > 0 && " )]\"'".indexOf(line[end - 1]) >= 0 && operator - end < 6) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MAX_NAME && isPath(line[start - 1])) {
      start--;
    }
    if (NameEnds.saySecret(line, start, end)) {
      literal(behind);
    }
  }

  private static boolean isPath(int b) {
    return Ascii.isWord(b) || b == '.' || b == '-';
  }

  /** {@code default=}, {@code default:} behind the name of the option in the same call. */
  private void ofOption(int start, int end) {
    int mark = LineText.skipSpaces(line, end);
    boolean assigns = LineText.at(line, mark) == '=' || LineText.at(line, mark) == ':';
    if (assigns && optionBefore(start)) {
      literal(mark + 1);
    }
  }

  /** Looks at the ends of the literals before. */
  private boolean optionBefore(int end) {
    int from = Math.max(1, end - 2 * MAX_NAME);
    for (int i = end - 1; i > from; i--) {
      boolean closes = Ascii.isQuote(line[i]) && Ascii.isLetter(line[i - 1]);
      if (closes && NameEnds.saySecret(line, Math.max(from, i - SHORT_NAME), i)) {
        return true;
      }
    }
    return false;
  }

  private void literal(int from) {
    int open = LineText.skipSpaces(line, from);
    if (!Ascii.isQuote(LineText.at(line, open))) {
      return;
    }
    int start = open + 1;
    int end = start;
    while (end < line.length && end - start < MAX_LITERAL && line[end] != line[open]) {
      end += line[end] == '\\' ? 2 : 1;
    }
    boolean closed = end < line.length && line[end] == line[open];
    if (closed && !isCompared(end + 1) && NameEnds.isValue(line, start, end)) {
      sink.accept(Part.PASSWORD, start, end);
    }
  }

  private boolean isCompared(int from) {
    int i = LineText.skipSpaces(line, from);
    int b = LineText.at(line, i);
    return (b == '=' || b == '!') && LineText.at(line, i + 1) == '=';
  }
}
