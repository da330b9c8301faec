package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the value behind an operator. Confined to one thread and one line. */
final class ValueReader {
  private static final int MAX_VALUE = AssignmentLexer.MAX_VALUE;
  private static final int MAX_CALLEE = 96;
  private static final int MAX_BACKSLASHES = 7;
  private static final byte[][] SCHEMES = {
    LineBytes.bytes("bearer "), LineBytes.bytes("basic "), LineBytes.bytes("token ")
  };

  private final byte[] text;
  private final int from;
  private final int to;

  /** From here on the line holds no end of a value in the quotes of this kind and depth. */
  private final int[] unterminatedFrom = new int[3 * (MAX_BACKSLASHES + 1)];

  /** Where the last bare value ended: what begins inside it ends there too. */
  private int tokenEnd;

  private Quote tokenQuote = Quote.NONE;

  ValueReader(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
    Arrays.fill(unterminatedFrom, Integer.MAX_VALUE);
  }

  /** Returns the value that begins behind an operator, or null if what follows is none. */
  Assignment.@Nullable Value after(Assignment.Name name, Operator operator, int start) {
    int i = LineBytes.skipBlanks(text, start, to);
    if (operator != Operator.TAG && i < to && (text[i] == '[' || text[i] == '(')) {
      int inner = LineBytes.skipBlanks(text, i + 1, to);
      if (inner < to && isQuoteAt(inner)) {
        i = inner;
      }
    }
    int callee = i;
    int calleeEnd = calleeEnd(i);
    if (calleeEnd > callee) {
      i = LineBytes.skipBlanks(text, calleeEnd + 1, to);
    } else {
      i = stringPrefixEnd(i);
    }
    int quote = quoteAt(i);
    if (quote >= 0) {
      return quoted(callee, calleeEnd, i, quote);
    }
    return switch (operator) {
      case CALL, COMMA, JUXTAPOSED -> null;
      case TAG -> until(i, "<");
      default -> unquoted(name, operator, i);
    };
  }

  /** Returns the next element of a list of quoted values, or null. */
  Assignment.@Nullable Value nextElement(Assignment.Value value) {
    if (!value.quote().isQuoted() || value.calleeEnd() > value.calleeStart()) {
      return null;
    }
    int i = value.end();
    while (i < to && (Ascii.isQuote(text[i]) || text[i] == '\\')) {
      i++;
    }
    if (i >= to || text[i] != ',' || !isInList(value)) {
      return null;
    }
    i = LineBytes.skipBlanks(text, i + 1, to);
    int quote = quoteAt(i);
    return quote < 0 ? null : quoted(i, i, i, quote);
  }

  /** Whether a bracket opens before the value, or it follows another element. */
  private boolean isInList(Assignment.Value value) {
    int i = value.start() - 1;
    while (i >= from && (Ascii.isQuote(text[i]) || text[i] == '\\' || LineBytes.isBlank(text[i]))) {
      i--;
    }
    return i >= from && (text[i] == '[' || text[i] == ',');
  }

  /** Returns the value that is all there is on the line from {@code start} on, or null. */
  Assignment.@Nullable Value wholeLine(int start) {
    int i = LineBytes.skipBlanks(text, start, to);
    i = stringPrefixEnd(i);
    int quote = quoteAt(i);
    Assignment.Value value = quote >= 0 ? quoted(i, i, i, quote) : token(i, Quote.NONE);
    if (value == null) {
      return null;
    }
    int end = value.end();
    while (end < to && " \t\r\"'`,;)}]\\".indexOf(text[end]) >= 0) {
      end++;
    }
    return end >= to || text[end] == '<' || text[end] == '#' ? value : null;
  }

  /** Returns where the parenthesis of a call stands that holds a quoted value, or {@code i}. */
  private int calleeEnd(int i) {
    int j = i;
    int limit = Math.min(to, i + MAX_CALLEE);
    while (j < limit && (Ascii.isWord(text[j]) || ".:$&*@![]<> ".indexOf(text[j]) >= 0)) {
      j++;
    }
    if (j == i || j >= to || text[j] != '(') {
      return i;
    }
    return isQuoteAt(stringPrefixEnd(LineBytes.skipBlanks(text, j + 1, to))) ? j : i;
  }

  /** Returns the place behind {@code b}, {@code rb}, {@code @}, {@code f} ... before a quote. */
  private int stringPrefixEnd(int i) {
    int j = i;
    while (j < to && j < i + 2 && (Ascii.isLetter(text[j]) || text[j] == '@' || text[j] == '$')) {
      j++;
    }
    return j > i && j < to && Ascii.isQuote(text[j]) ? j : i;
  }

  private boolean isQuoteAt(int i) {
    return quoteAt(i) >= 0;
  }

  /** Returns the number of backslashes before the quote that opens at {@code i}, or -1. */
  private int quoteAt(int i) {
    int j = i;
    while (j < to && text[j] == '\\' && j - i < MAX_BACKSLASHES) {
      j++;
    }
    return j < to && Ascii.isQuote(text[j]) ? j - i : -1;
  }

  private Assignment.@Nullable Value quoted(int callee, int calleeEnd, int i, int backslashes) {
    int open = i + backslashes;
    byte mark = text[open];
    int start = open + 1;
    boolean triple = start + 1 < to && text[start] == mark && text[start + 1] == mark;
    if (triple) {
      start += 2;
    }
    start = schemeEnd(start);
    int end = endOfQuoted(start, mark, backslashes);
    Quote quote = backslashes > 0 ? Quote.ESCAPED : quoteOf(mark);
    return new Assignment.Value(callee, calleeEnd, quote, start, end);
  }

  private static Quote quoteOf(byte mark) {
    return mark == '"' ? Quote.DOUBLE : mark == '\'' ? Quote.SINGLE : Quote.BACKTICK;
  }

  private int schemeEnd(int start) {
    for (byte[] scheme : SCHEMES) {
      if (LineBytes.startsWithIgnoreCase(text, start, to, scheme)) {
        return start + scheme.length;
      }
    }
    return start;
  }

  private int endOfQuoted(int start, byte mark, int backslashes) {
    int kind = quoteOf(mark).code - Quote.DOUBLE.code + 3 * backslashes;
    if (start >= unterminatedFrom[kind]) {
      return endOfToken(start);
    }
    int limit = Math.min(to, start + MAX_VALUE);
    int i = start;
    while (i < limit) {
      byte b = text[i];
      if (b == '\\') {
        int run = i;
        while (run < limit && text[run] == '\\') {
          run++;
        }
        if (run < limit && text[run] == mark && closes(run - i, backslashes)) {
          return backslashes == 0 ? run : i;
        }
        i = run + 1;
      } else if (b == mark) {
        return i;
      } else {
        i++;
      }
    }
    if (limit == to) {
      unterminatedFrom[kind] = Math.min(unterminatedFrom[kind], start);
    }
    return endOfToken(start);
  }

  /** Whether a quote behind {@code found} backslashes closes what {@code opened} ones opened. */
  private static boolean closes(int found, int opened) {
    return opened == 0 ? found % 2 == 0 : found <= opened;
  }

  /** Text whose quote does not close goes to the next blank. */
  private int endOfToken(int start) {
    int limit = Math.min(to, start + MAX_VALUE);
    int i = start;
    while (i < limit && (text[i] > ' ' || text[i] < 0) && !Ascii.isQuote(text[i])) {
      i++;
    }
    return i;
  }

  private Assignment.@Nullable Value until(int i, String ends) {
    int limit = Math.min(to, i + MAX_VALUE);
    int end = i;
    while (end < limit && ends.indexOf(text[end]) < 0) {
      end++;
    }
    int last = end;
    while (last > i && (LineBytes.isBlank(text[last - 1]) || text[last - 1] == '\r')) {
      last--;
    }
    return last == i ? null : new Assignment.Value(i, i, Quote.NONE, i, last);
  }

  private Assignment.@Nullable Value unquoted(Assignment.Name name, Operator operator, int start) {
    int i = schemeEnd(start);
    if (isInQuery(name)) {
      return token(i, Quote.QUERY);
    }
    boolean mayBeLine = operator == Operator.ASSIGN || operator == Operator.COLON;
    return token(
        i, mayBeLine && LineStart.isAt(text, from, name.start()) ? Quote.LINE : Quote.NONE);
  }

  private boolean isInQuery(Assignment.Name name) {
    int i = name.start() - 1;
    return i >= from && (text[i] == '?' || text[i] == '&');
  }

  private Assignment.@Nullable Value token(int start, Quote quote) {
    String ends =
        switch (quote) {
          case LINE -> "";
          case QUERY -> "&#\"'`<>),;|\\";
          default -> ",;)}]<>|&\"'`";
        };
    int i = quote == tokenQuote && start < tokenEnd ? tokenEnd : endOfBare(start, ends);
    tokenQuote = quote;
    tokenEnd = i;
    while (i > start && quote == Quote.LINE && (text[i - 1] == ',' || text[i - 1] == ';')) {
      i--;
    }
    return i == start ? null : new Assignment.Value(start, start, quote, start, i);
  }

  private int endOfBare(int start, String ends) {
    int limit = Math.min(to, start + MAX_VALUE);
    int i = start;
    while (i < limit && (text[i] > ' ' || text[i] < 0) && ends.indexOf(text[i]) < 0) {
      if (text[i] == '\\' && i + 1 < to && endsByEscape(text[i + 1])) {
        break;
      }
      i++;
    }
    return i;
  }

  /** A written-out line end or quote ends a bare value. */
  private static boolean endsByEscape(byte next) {
    return next == 'n' || next == 'r' || next == 't' || Ascii.isQuote(next);
  }
}
