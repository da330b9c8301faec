package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** Words and literals of SQL in a line, also within a string literal of a program. */
final class SqlText {
  private static final int MAX_ESCAPES = 7;

  /** Words that may stand where a password without quotes would. */
  private static final String[] KEYWORDS = {
    "as", "by", "default", "expire", "for", "from", "history", "in", "is", "lock", "not", "null",
    "or", "policy", "require", "reuse", "using", "valid", "varchar", "with"
  };

  private final byte[] line;
  private final PartSink sink;

  SqlText(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  byte[] line() {
    return line;
  }

  /** Returns where the text goes on behind {@code word}, or -1 if that does not stand there. */
  int behind(int from, String word) {
    int i = LineText.skipSpaces(line, from);
    int end = i + word.length();
    return Ascii.startsWith(line, i, word) && !Ascii.isWord(LineText.at(line, end)) ? end : -1;
  }

  /** Returns where the text goes on behind {@code word} if that stands there, else {@code from}. */
  int skip(int from, String word) {
    return Math.max(from, behind(from, word));
  }

  /** Returns where the text goes on behind {@code mark} if that stands there, else {@code from}. */
  int skip(int from, char mark) {
    int i = LineText.skipSpaces(line, from);
    return LineText.at(line, i) == mark ? i + 1 : from;
  }

  boolean literalFollows(int from) {
    int i = LineText.skipSpaces(line, from);
    return LineText.at(line, i + escapes(i)) == '\'';
  }

  boolean wordHoldsDigit(int from) {
    int i = LineText.skipSpaces(line, from);
    while (i < line.length && !endsBare(line[i]) && !Ascii.isDigit(line[i])) {
      i++;
    }
    return Ascii.isDigit(LineText.at(line, i));
  }

  /** Reports the literal at {@code from}, or a bare word if that is allowed; returns its end. */
  int value(int from, boolean bareAllowed) {
    int start = LineText.skipSpaces(line, from);
    // N'...' is a literal of Unicode.
    if (Ascii.lower(LineText.at(line, start)) == 'n' && LineText.at(line, start + 1) == '\'') {
      start++;
    }
    int escapes = escapes(start);
    int mark = LineText.at(line, start + escapes);
    if (mark == '\'' || mark == '"') {
      return literal(start + escapes + 1, mark, escapes);
    }
    return bareAllowed && escapes == 0 ? bare(start) : start;
  }

  private int escapes(int from) {
    int i = from;
    while (i < from + MAX_ESCAPES && LineText.at(line, i) == '\\') {
      i++;
    }
    return i - from;
  }

  private int literal(int start, int mark, int escapes) {
    int end = literalEnd(start, mark, escapes);
    // A double quote before a blank closes a literal of the program around the SQL.
    if (end > start && (mark == '\'' || line[start] != ' ') && holdsAscii(start, end)) {
      sink.accept(Part.PASSWORD, start, end);
    }
    return Math.min(line.length, end + escapes + 1);
  }

  /** What is written in another alphabet alone says what to put there. */
  private boolean holdsAscii(int start, int end) {
    for (int i = start; i < end; i++) {
      if (line[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** A mark inside is doubled or escaped; behind an escaped mark, an escaped one closes. */
  int literalEnd(int start, int mark, int escapes) {
    int i = start;
    while (i < line.length) {
      int b = line[i];
      if (b == '\\' && escapes > 0 && LineText.at(line, i + escapes) == mark) {
        return i;
      }
      boolean doubled = b == '\'' && mark == b && i > start && LineText.at(line, i + 1) == b;
      if (b == mark && !doubled) {
        return i;
      }
      i += b == '\\' || doubled ? 2 : 1;
    }
    return line.length;
  }

  private int bare(int start) {
    int end = start;
    while (end < line.length && !endsBare(line[end])) {
      end++;
    }
    if (end > start && !isKeyword(start)) {
      sink.accept(Part.PASSWORD, start, end);
    }
    return end;
  }

  private boolean isKeyword(int start) {
    for (String keyword : KEYWORDS) {
      if (behind(start, keyword) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsBare(int b) {
    return b >= 0 && b <= ' ' || ";,()'\"`\\<>".indexOf(b) >= 0;
  }
}
