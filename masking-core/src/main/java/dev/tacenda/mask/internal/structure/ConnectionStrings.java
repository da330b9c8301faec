package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.ArrayList;
import java.util.List;

/**
 * Passwords and keys in connection strings: lists of {@code key=value} as ADO.NET, ODBC, JDBC,
 * libpq and Azure write them, with values in quotes or braces. What tells such a list from other
 * text is a second key of connection strings in the same string literal; the names of Azure's keys
 * need none.
 */
final class ConnectionStrings {
  private static final int MAX_NAME = 40;
  private static final int MIN_KEY = 16;
  private static final int MIN_PASSWORD = 4;

  /** A password whose companion may still follow. */
  private record Waiting(int start, int end) {}

  private final byte[] line;
  private final PartSink sink;
  private final List<Waiting> waiting = new ArrayList<>();

  /** The quote of the literal that the place at hand is in; 0 outside of one. */
  private int quote;

  private boolean companionSeen;

  /** Whether the pair at hand stands at the beginning of its literal. */
  private boolean formField;

  /** No brace closes between the place where one was looked for and this one. */
  private int noBraceBefore;

  private ConnectionStrings(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    new ConnectionStrings(line, sink).read();
  }

  private void read() {
    int i = 0;
    while (i < line.length) {
      int b = line[i];
      if (Ascii.isQuote(b) && (quote == 0 || quote == b)) {
        quote = quote == 0 ? b : 0;
        startLiteral();
      } else if (b == '=' && i > 0 && isAssignment(i)) {
        i = Math.max(i, pair(i) - 1);
      }
      i++;
    }
  }

  private boolean isAssignment(int equals) {
    int next = LineText.at(line, equals + 1);
    return next != '=' && next != '>' && "!<>=".indexOf(line[equals - 1]) < 0;
  }

  private void startLiteral() {
    waiting.clear();
    companionSeen = false;
  }

  /** Reads the pair whose equals sign is at {@code equals}; returns where to go on. */
  private int pair(int equals) {
    int nameEnd = equals;
    while (nameEnd > 0 && line[nameEnd - 1] == ' ' && equals - nameEnd < 2) {
      nameEnd--;
    }
    String words = LineText.name(line, nameStart(nameEnd, true), nameEnd);
    String word = LineText.name(line, nameStart(nameEnd, false), nameEnd);
    if (ConnectionKeys.areCompanions(words) || ConnectionKeys.areCompanions(word)) {
      companionSeen = true;
      waiting.forEach(value -> sink.accept(Part.PASSWORD, value.start(), value.end()));
      waiting.clear();
      return equals + 1;
    }
    if (ConnectionKeys.nameKey(word)) {
      return key(equals + 1);
    }
    // A form field that is a literal by itself: curl -F 'password=...'.
    formField = quote != 0 && LineText.at(line, nameStart(nameEnd, false) - 1) == quote;
    return ConnectionKeys.namePassword(word)
        ? password(LineText.skipSpaces(line, equals + 1))
        : equals + 1;
  }

  private int nameStart(int end, boolean blanks) {
    int start = end;
    while (start > 0 && end - start < MAX_NAME && isName(line[start - 1], blanks)) {
      start--;
    }
    return start;
  }

  private static boolean isName(int b, boolean blanks) {
    return Ascii.isWord(b) || b == '-' || b == ' ' && blanks;
  }

  private int key(int start) {
    int end = start;
    while (end < line.length && isKey(line[end])) {
      end++;
    }
    if (end - start >= MIN_KEY) {
      sink.accept(Part.KEY, start, end);
    }
    return end;
  }

  /** Base64, or the parameters of a shared access signature. */
  private static boolean isKey(int b) {
    return LineText.isBase64(b) || "=%&-_.:".indexOf(b) >= 0;
  }

  private int password(int start) {
    int first = LineText.at(line, start);
    if (first == '{') {
      return braced(start + 1);
    }
    boolean inner = first == '\'' || first == '"' && quote != '"';
    if (inner && first != quote) {
      return quoted(start + 1, first);
    }
    int end = plainEnd(start);
    report(start, end);
    return end;
  }

  /** A quote inside is doubled. */
  private int quoted(int start, int mark) {
    int i = start;
    while (i < line.length
        && (line[i] != mark || LineText.at(line, i + 1) == mark)
        && line[i] != quote) {
      i += line[i] == mark ? 2 : 1;
    }
    if (i < line.length && line[i] == mark && LineText.at(line, start) != ' ') {
      report(start, i);
      return i + 1;
    }
    return start;
  }

  /** A closing brace inside is doubled. A name in braces is a reference, not a value. */
  private int braced(int start) {
    if (start < noBraceBefore) {
      return start;
    }
    int i = start;
    boolean reference = true;
    while (i < line.length
        && (line[i] != '}' || LineText.at(line, i + 1) == '}')
        && (line[i] != quote || quote == 0)) {
      reference &= Ascii.isWord(line[i]) || line[i] == '.' || line[i] == '{';
      i += line[i] == '}' ? 2 : 1;
    }
    if (i < line.length && line[i] == '}' && !reference) {
      report(start, i);
      return i + 1;
    }
    noBraceBefore = i < line.length && line[i] == '}' ? 0 : i;
    return start;
  }

  private int plainEnd(int start) {
    int i = start;
    while (i < line.length && !endsPlain(i)) {
      i++;
    }
    int end = i;
    while (end > start && (line[end - 1] == ',' || line[end - 1] == ')')) {
      end--;
    }
    // Outside of a string, what a comma or a bracket ends is the argument of a call.
    boolean argument = quote == 0 && (end < i || LineText.at(line, i) == ',');
    return argument && !LineText.holdsDigit(line, start, end) ? start : end;
  }

  private boolean endsPlain(int i) {
    int b = line[i];
    return b == ';'
        || b == '&'
        || b == '\\'
        || b == '<'
        || LineText.isSpace(b)
        || b == quote
        || quote == 0 && Ascii.isQuote(b)
        // StackExchange.Redis separates its options with commas.
        || b == ',' && nameFollows(i + 1);
  }

  private boolean nameFollows(int from) {
    int i = LineText.skipSpaces(line, from);
    int limit = i + MAX_NAME;
    while (i < limit && Ascii.isWord(LineText.at(line, i))) {
      i++;
    }
    return LineText.at(line, i) == '=';
  }

  private void report(int start, int end) {
    if (end - start < MIN_PASSWORD) {
      return;
    }
    boolean sure = companionSeen || formField && LineText.holdsDigit(line, start, end);
    if (sure) {
      sink.accept(Part.PASSWORD, start, end);
    } else {
      waiting.add(new Waiting(start, end));
    }
  }
}
