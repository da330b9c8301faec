package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Literals that a program compares with something named after a password or a token, the literal
 * first: {@code "X" == password}, {@code "X".equals(password)}.
 */
final class ComparedPasswords {
  private static final int MAX_LITERAL = 128;
  private static final int MAX_NAME = 64;

  private final byte[] line;
  private final PartSink sink;

  private ComparedPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    ComparedPasswords compared = new ComparedPasswords(line, sink);
    for (int i = 1; i < line.length; i++) {
      if (line[i] == '=' && (line[i - 1] == '=' || line[i - 1] == '!')) {
        compared.comparison(i - 1, i + 1);
      } else if (line[i] == '(' && LineText.endsWith(line, i, ".equals")) {
        compared.comparison(i - 7, i + 1);
      }
    }
  }

  private void comparison(int operator, int behind) {
    int close = operator - 1;
    while (close > 0 && line[close] == ' ' && operator - close < 3) {
      close--;
    }
    int from = LineText.at(line, behind) == '=' ? behind + 1 : behind;
    if (close > 1 && Ascii.isQuote(line[close]) && namesSecret(LineText.skipSpaces(line, from))) {
      literal(close);
    }
  }

  /** Returns true if the last word of the path at {@code start} is such a name. */
  private boolean namesSecret(int start) {
    int end = start;
    while (end < line.length && end - start < MAX_NAME && isPath(line[end])) {
      end++;
    }
    return NameEnds.saySecret(line, start, end);
  }

  private static boolean isPath(int b) {
    return Ascii.isWord(b) || b == '.' || b == '$' || b == '@' || b == '-' || b == '>';
  }

  private void literal(int close) {
    int start = close;
    while (start > 0 && close - start <= MAX_LITERAL && line[start - 1] != line[close]) {
      start--;
    }
    boolean opened = start > 0 && close - start <= MAX_LITERAL;
    if (opened && NameEnds.isValue(line, start, close)) {
      sink.accept(Part.PASSWORD, start, close);
    }
  }
}
