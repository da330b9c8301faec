package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * The words of a command line, as they stand in scripts, documentation, arrays of JSON and YAML,
 * and Dockerfiles. A quote begins and ends a word, so that a command in quotes is read like one
 * without; {@link #valueEnd} reads quoted text as one.
 */
final class Words {
  private static final boolean[] BETWEEN = between();

  private final byte[] line;
  private int start;
  private int end;

  Words(byte[] line) {
    this.line = line;
  }

  private static boolean[] between() {
    boolean[] members = Ascii.table("\"'`[](),;|&\\");
    Arrays.fill(members, 0, ' ' + 1, true);
    return members;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Moves to the next word; false if there is none. */
  boolean next() {
    start = end;
    while (start < line.length && isBetween(line[start])) {
      start++;
    }
    end = start;
    while (end < line.length && !isBetween(line[end])) {
      end++;
    }
    return start < line.length;
  }

  /** Goes on reading at {@code place}, which is not before the end of this word. */
  void moveTo(int place) {
    end = Math.max(end, place);
  }

  private static boolean isBetween(int b) {
    return BETWEEN[b & 0xff];
  }

  /** Returns true if a pipe, a semicolon or an ampersand stands before this word. */
  boolean beginsCommand() {
    int i = start - 1;
    while (i >= 0 && line[i] == ' ' && start - i < 4) {
      i--;
    }
    return i < 0 || "|;&".indexOf(line[i]) >= 0;
  }

  /** Returns where the file name of the program begins that this word may be. */
  int programStart() {
    int from = end;
    while (from > start && line[from - 1] != '/' && end - from < 24) {
      from--;
    }
    return from;
  }

  /** Returns the file name of the program that this word may be, in lower case. */
  String program() {
    int from = programStart();
    StringBuilder name = new StringBuilder();
    for (int i = from; i < end; i++) {
      name.append((char) Ascii.lower(line[i] & 0x7f));
    }
    return name.toString();
  }

  /**
   * Returns where the value of the option that ends at {@code place} begins: behind an equals sign,
   * a blank, an opening quote, or as the next item of an array; -1 if nothing of that follows.
   */
  int valueStart(int place) {
    int mark = skipEscapes(place);
    int b = LineText.at(line, mark);
    if (Ascii.isQuote(b)) {
      boolean closes = LineText.at(line, start - 1) == b;
      return closes ? nextItem(mark + 1) : mark + 1;
    }
    if (b == '=' || b == ':' || LineText.isSpace(b)) {
      int value = skipEscapes(LineText.skipSpaces(line, mark + 1));
      return Ascii.isQuote(LineText.at(line, value)) ? value + 1 : value;
    }
    return -1;
  }

  private int nextItem(int from) {
    int comma = LineText.skipSpaces(line, from);
    int open = skipEscapes(LineText.skipSpaces(line, comma + 1));
    boolean item = LineText.at(line, comma) == ',' && Ascii.isQuote(LineText.at(line, open));
    return item ? open + 1 : -1;
  }

  private int skipEscapes(int from) {
    int i = from;
    while (LineText.at(line, i) == '\\') {
      i++;
    }
    return i;
  }

  /** Where a value that begins at {@code from} ends: at the quote before it, or with its word. */
  int valueEnd(int from) {
    int quote = LineText.at(line, from - 1);
    int i = from;
    if (Ascii.isQuote(quote)) {
      while (i < line.length && line[i] != quote) {
        i += line[i] == '\\' && LineText.at(line, i + 1) != quote ? 2 : 1;
      }
      boolean closed = i < line.length;
      i = closed && line[i - 1] == '\\' ? i - 1 : i;
      return closed ? i : wordEnd(from);
    }
    return wordEnd(from);
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < line.length && !endsWord(line[i])) {
      i++;
    }
    while (i > from && (line[i - 1] == ')' || line[i - 1] == ',' || line[i - 1] == ']')) {
      i--;
    }
    return i;
  }

  private static boolean endsWord(int b) {
    return b >= 0 && b <= ' ' || Ascii.isQuote(b) || "|;<>\\".indexOf(b) >= 0;
  }
}
