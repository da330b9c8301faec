package dev.tacenda.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Tables for the terminal: the first column on the left, the others on the right. */
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();

  private Columns(String... head) {
    rows.add(List.of(head));
  }

  /** Returns what was measured. */
  static String ofRows(List<Row> rows) {
    Columns table = new Columns("benchmark", "median", "p99", "unit", "ms/MB", "B/op", "forks");
    for (Row row : rows) {
      table.rows.add(
          List.of(
              row.name(),
              number(row.median()),
              number(row.p99()),
              row.unit(),
              number(row.millisPerMegabyte()),
              number(row.bytesPerOp()),
              Integer.toString(row.forks())));
    }
    return table.toString();
  }

  /** Returns the ratios and whether they are what they should be. */
  static String ofFigures(List<Figure> figures) {
    Columns table = new Columns("figure", "is", "should be", "met");
    for (Figure figure : figures) {
      table.rows.add(List.of(figure.name(), figure.shown(), figure.bar().toString(), figure.met()));
    }
    return table.toString();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3f", value);
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
