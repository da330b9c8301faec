package dev.tacenda.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns are aligned, so that it can be read as it is. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(List.of(head));
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double share ? Ratio.percent(share) : String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      int column = i;
      widths.add(rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      append(out, rows.get(i), widths);
      if (i == 0) {
        append(out, widths.stream().map("-"::repeat).toList(), widths);
      }
    }
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, List<String> row, List<Integer> widths) {
    out.append('|');
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths.get(i) - row.get(i).length());
      // Names on the left, numbers on the right.
      out.append(' ').append(i == 0 ? row.get(i) + padding : padding + row.get(i)).append(" |");
    }
    out.append('\n');
  }
}
