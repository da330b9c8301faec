package dev.tacenda.mask.internal.structure;

import java.util.BitSet;
import java.util.Set;

/**
 * The values for password columns of an INSERT that stands on one line: {@code INSERT INTO users
 * (name, password) VALUES ('a', 'b'), ('c', 'd')}.
 */
final class SqlInserts {
  private static final String INSERT = "insert";
  private static final int MAX_NAME = 40;

  private static final Set<String> COLUMNS =
      Set.of(
          "apikey",
          "apitoken",
          "accesstoken",
          "encryptedpassword",
          "hashedpassword",
          "pass",
          "passwd",
          "password",
          "passworddigest",
          "passwordhash",
          "pwd",
          "secret",
          "token",
          "userpass",
          "userpassword");

  private final byte[] line;
  private final SqlText sql;
  private final PartSink sink;

  private SqlInserts(byte[] line, PartSink sink) {
    this.line = line;
    this.sql = new SqlText(line, sink);
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    new SqlInserts(line, sink).statements();
  }

  private void statements() {
    int i = LineText.indexOfWord(line, 0, INSERT);
    while (i >= 0) {
      int open = next(i, '(');
      int close = next(open, ')');
      BitSet columns = passwordColumns(open, close);
      int values = close < line.length ? sql.behind(close + 1, "values") : -1;
      int end = values < 0 || columns.isEmpty() ? close : rows(values, columns);
      i = LineText.indexOfWord(line, Math.max(end, i + INSERT.length()), INSERT);
    }
  }

  private int next(int from, char mark) {
    int i = from;
    while (i < line.length && line[i] != mark && line[i] != ';') {
      i++;
    }
    return i;
  }

  private BitSet passwordColumns(int open, int close) {
    BitSet columns = new BitSet();
    int column = 0;
    int start = open + 1;
    for (int i = start; i <= close; i++) {
      if (i == close || line[i] == ',') {
        columns.set(
            column, COLUMNS.contains(LineText.name(line, start, Math.min(i, start + MAX_NAME))));
        column++;
        start = i + 1;
      }
    }
    return columns;
  }

  /** Reads the rows; returns where the text goes on. */
  private int rows(int from, BitSet columns) {
    int column = 0;
    int depth = 0;
    int i = from;
    while (i < line.length && line[i] != ';') {
      int b = line[i];
      if (b == '\'') {
        int end = sql.literalEnd(i + 1, '\'', 0);
        if (depth == 1 && columns.get(column) && end > i + 1) {
          sink.accept(Part.PASSWORD, i + 1, end);
        }
        i = end;
      }
      column = b == '(' && depth == 0 ? 0 : b == ',' && depth == 1 ? column + 1 : column;
      depth += b == '(' ? 1 : b == ')' ? -1 : 0;
      i++;
    }
    return i;
  }
}
