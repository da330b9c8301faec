package dev.tacenda.gateway.report;

import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.mask.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One line for each finding, as compilers print them, and a table by rule. For people. */
public final class TextReport implements Report {
  private final OutputStream out;
  private final Style style;
  private final Map<Row, Integer> counts = new TreeMap<>();

  /** Whether lines are coloured. */
  public enum Style {
    /** As they are. */
    PLAIN(""),
    /** With escape sequences of terminals. */
    COLOURED("\u001b[31m");

    private final String on;

    Style(String on) {
      this.on = on;
    }

    private String paint(String text) {
      return on.isEmpty() ? text : on + text + "\u001b[0m";
    }
  }

  private record Row(String rule, String kind, String action) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byRule = rule.compareTo(other.rule);
      return byRule != 0 ? byRule : action.compareTo(other.action);
    }
  }

  /** Prints to {@code out}, which is not closed. */
  public TextReport(OutputStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void file(String path, List<LocatedFinding> findings) throws IOException {
    for (LocatedFinding located : findings) {
      Row row = row(located.finding());
      counts.merge(row, 1, Integer::sum);
      Position start = located.start();
      String place = Printable.line(path) + ":" + start.line() + ":" + start.column() + ": ";
      print(place + style.paint(row.rule()) + " (" + row.kind() + ") " + row.action());
    }
  }

  private static Row row(Finding finding) {
    String action = finding.action().name().toLowerCase(Locale.ROOT);
    return new Row(finding.ruleId(), finding.kind(), action);
  }

  @Override
  public void problem(String path, String line) {}

  @Override
  public void end() throws IOException {
    if (!counts.isEmpty()) {
      print("");
      table();
    }
    out.flush();
  }

  private void table() throws IOException {
    int rules = width("rule", counts.keySet().stream().map(Row::rule).toList());
    int kinds = width("kind", counts.keySet().stream().map(Row::kind).toList());
    String format = "%-" + rules + "s  %-" + kinds + "s  %-6s  %7s";
    print(String.format(Locale.ROOT, format, "rule", "kind", "action", "count"));
    for (Map.Entry<Row, Integer> entry : counts.entrySet()) {
      Row row = entry.getKey();
      print(
          String.format(
              Locale.ROOT, format, row.rule(), row.kind(), row.action(), entry.getValue()));
    }
  }

  private static int width(String head, List<String> cells) {
    return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
  }

  private void print(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
