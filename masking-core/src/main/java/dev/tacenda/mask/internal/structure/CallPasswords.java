package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * Passwords as arguments of calls that take them without naming them: {@code new
 * NetworkCredential("user", "X")}, {@code smtp.login(user, "X")}, {@code curl_setopt($c,
 * CURLOPT_USERPWD, "user:X")}. Only literals are values.
 */
final class CallPasswords {
  private static final int MAX_NAME = 40;
  private static final int MAX_ARGUMENTS = 512;
  private static final int MIN_PASSWORD = 6;
  private static final int MIN_WITH_DIGIT = 4;

  private final byte[] line;
  private final PartSink sink;

  private CallPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    CallPasswords calls = new CallPasswords(line, sink);
    for (int i = 1; i < line.length; i++) {
      if (line[i] == '(') {
        calls.call(i);
      } else if (line[i] == ',' || line[i] == '>') {
        calls.option(i);
      }
    }
  }

  /** A call whose arguments begin behind {@code open}. */
  private void call(int open) {
    int start = nameStart(open);
    int argument = CallTable.passwordArgument(lowerCase(start, open), wordBefore(start));
    if (argument < 0) {
      return;
    }
    int limit = Math.min(line.length, open + MAX_ARGUMENTS);
    int from = open + 1;
    int user = from;
    for (int k = 0; k < argument && from > 0; k++) {
      user = from;
      from = nextArgument(from, limit);
    }
    if (from > 0 && !isSame(user, from)) {
      literal(from);
    }
  }

  private int nameStart(int end) {
    int start = end;
    while (start > 0 && end - start < MAX_NAME && Ascii.isWord(line[start - 1])) {
      start--;
    }
    return start;
  }

  private String lowerCase(int start, int end) {
    StringBuilder name = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      name.append((char) Ascii.lower(line[i] & 0x7f));
    }
    return name.toString();
  }

  /** Returns the name before the dot or the equals sign before {@code start}. */
  private String wordBefore(int start) {
    int end = start;
    while (end > 0 && start - end < 4 && ". =".indexOf(line[end - 1]) >= 0) {
      end--;
    }
    return end == start ? "" : lowerCase(nameStart(end), end);
  }

  /** Returns the place behind the comma that ends the argument at {@code from}, or -1. */
  private int nextArgument(int from, int limit) {
    int depth = 0;
    int i = from;
    while (i < limit) {
      int b = line[i];
      if (Ascii.isQuote(b)) {
        i = literalEnd(i + 1, b, limit);
      } else if (b == ',' && depth == 0) {
        return i + 1;
      } else if (b == ')' && depth == 0) {
        return -1;
      }
      depth += b == '(' || b == '[' ? 1 : b == ')' || b == ']' ? -1 : 0;
      i++;
    }
    return -1;
  }

  private int literalEnd(int start, int quote, int limit) {
    int i = start;
    while (i < limit && line[i] != quote) {
      i += line[i] == '\\' && LineText.at(line, i + 1) != quote ? 2 : 1;
    }
    return i;
  }

  private void literal(int from) {
    int open = openingQuote(from);
    if (open >= 0) {
      report(open + 1, closing(open));
    }
  }

  /** A test signs in as {@code ("admin", "admin")}, which keeps no secret. */
  private boolean isSame(int user, int password) {
    int first = openingQuote(user);
    int second = openingQuote(password);
    if (first < 0 || second <= first) {
      return false;
    }
    int firstEnd = closing(first);
    int secondEnd = closing(second);
    return firstEnd > first
        && secondEnd > second
        && Arrays.equals(line, first + 1, firstEnd, line, second + 1, secondEnd);
  }

  /** Returns the place of the quote that opens a literal at {@code from}, or -1. */
  private int openingQuote(int from) {
    int i = LineText.skipSpaces(line, from);
    // Python, C# and C++ write letters and signs before a literal.
    i += "rubRUB@".indexOf(LineText.at(line, i)) >= 0 ? 1 : 0;
    while (LineText.at(line, i) == '\\') {
      i++;
    }
    return Ascii.isQuote(LineText.at(line, i)) ? i : -1;
  }

  /** Returns the end of the literal behind its quote, before an escape; 0 if it has none. */
  private int closing(int open) {
    int limit = Math.min(line.length, open + MAX_ARGUMENTS);
    int end = literalEnd(open + 1, line[open], limit);
    if (end >= limit) {
      return 0;
    }
    return line[end - 1] == '\\' ? end - 1 : end;
  }

  private void report(int start, int end) {
    int least = LineText.holdsDigit(line, start, end) ? MIN_WITH_DIGIT : MIN_PASSWORD;
    if (end - start >= least) {
      sink.accept(Part.PASSWORD, start, end);
    }
  }

  /** A constant that says what the literal behind it is: {@code CURLOPT_PASSWORD, "X"}. */
  private void option(int mark) {
    int end = mark;
    while (end > 0 && mark - end < 3 && "= ".indexOf(line[end - 1]) >= 0) {
      end--;
    }
    int start = nameStart(end);
    if (start == end || !Ascii.startsWith(line, start, "curlopt_")) {
      return;
    }
    int open = openingQuote(mark + 1);
    if (open < 0) {
      return;
    }
    int from = open + 1;
    int to = closing(open);
    switch (CallTable.curlOption(lowerCase(start, end))) {
      case PASSWORD -> report(from, to);
      case USER_AND_PASSWORD -> report(behindColon(from, to), to);
      case OTHER -> {}
    }
  }

  private int behindColon(int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == ':') {
        return i + 1;
      }
    }
    return to;
  }
}
