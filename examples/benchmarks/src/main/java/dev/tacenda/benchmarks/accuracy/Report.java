package dev.tacenda.benchmarks.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The tables of a run as Markdown. They hold figures and names of rules only. */
final class Report {
  private final ExampleScores examples;
  private final CredDataScores credData;
  private final CleanScores clean;
  private final LawCounts laws;
  private final Metrics metrics;

  Report(
      ExampleScores examples,
      CredDataScores credData,
      CleanScores clean,
      LawCounts laws,
      Metrics metrics) {
    this.examples = examples;
    this.credData = credData;
    this.clean = clean;
    this.laws = laws;
    this.metrics = metrics;
  }

  /** Returns the part that is also printed. */
  String summary() {
    return "## Goals\n\n" + goals() + "## Examples, in percent\n\n" + exampleRows() + notes();
  }

  /** Returns everything. */
  String text() {
    StringBuilder out = new StringBuilder("# Accuracy\n\n").append(summary());
    out.append("## CredData, in percent\n\n").append(labelTable(credData.groups()));
    out.append("Mean over repositories, without soft categories: detected ")
        .append(Ratio.percent(credData.meanOverRepositories(LabelCounts::recall)))
        .append(", covered whole ")
        .append(Ratio.percent(credData.meanOverRepositories(LabelCounts::fullShare)))
        .append(", F masked ")
        .append(Ratio.percent(credData.meanOverRepositories(LabelCounts::noneRate)))
        .append(".\n\n### By category\n\n")
        .append(labelTable(credData.byCategory()))
        .append("### By extension\n\n")
        .append(labelTable(credData.byExtension()))
        .append("### Our rules: what their findings touch\n\n")
        .append(touched());
    out.append("## Clean tree, our rules\n\n").append(cleanRules());
    examples.rows().forEach((name, row) -> out.append(ruleTable(name, row)));
    return out.toString();
  }

  private String goals() {
    Table table = new Table("figure", "must", "aim", "measured", "");
    for (Goal goal : Goal.all()) {
      double value = metrics.get(goal.metric());
      String verdict = value >= goal.aim() ? "aim" : value >= goal.must() ? "pass" : "BELOW";
      table.row(
          goal.title(),
          Metrics.shown(goal.must()),
          Metrics.shown(goal.aim()),
          Metrics.shown(value),
          verdict);
    }
    return table.toString();
  }

  private String exampleRows() {
    Table table =
        new Table(
            "corpus",
            "pos",
            "any",
            "full",
            "leak",
            "over",
            "rules",
            "any",
            "full",
            "leak",
            "neg",
            "fp",
            "fp %",
            "rules fp %");
    examples.rows().forEach((name, row) -> exampleRow(table, name, row));
    return table.toString();
  }

  private static void exampleRow(Table table, String name, ExampleRow row) {
    ExampleCounts all = row.all();
    table.row(
        name,
        all.positives,
        all.anyRate(),
        all.fullRate(),
        all.leakRate(),
        all.overRate(),
        row.rulesWithPositives(),
        row.mean(ExampleCounts::anyRate),
        row.mean(ExampleCounts::fullRate),
        row.mean(ExampleCounts::leakRate),
        all.negatives,
        all.falsePositives,
        all.falsePositiveRate(),
        row.mean(ExampleCounts::falsePositiveRate));
  }

  private String notes() {
    StringBuilder out = new StringBuilder();
    examples
        .leftOut()
        .forEach((why, count) -> out.append("Left out: " + count + " " + why + ".\n"));
    out.append(examples.hitsOnNoLabel() + " stretches of creddata-files are on no label.\n");
    out.append("Clean tree without rules for personal data: " + clean.hits() + " hits in ");
    out.append(clean.files() + " files, " + Metrics.shown(clean.megabytes()) + " MB: ");
    out.append(Metrics.shown(clean.hitsPerMegabyte()) + " per MB.\n");
    out.append(
        laws.texts() + " texts were masked again, and short ones as streams in two ways.\n\n");
    return out.toString();
  }

  private static String labelTable(Map<String, LabelCounts> counts) {
    Table table =
        new Table(
            "", "T", "det", "rec", "full", "leak", "F", "masked", "F %", "X", "masked", "X %",
            "prec");
    counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                (Map.Entry<String, LabelCounts> entry) -> -entry.getValue().credentials))
        .forEach(entry -> labelRow(table, entry.getKey(), entry.getValue()));
    return table.toString();
  }

  private static void labelRow(Table table, String name, LabelCounts c) {
    String shown = Label.SOFT.contains(name) ? name + " (soft)" : name;
    table.row(
        shown,
        c.credentials,
        c.detected,
        c.recall(),
        c.fullShare(),
        c.leakShare(),
        c.none,
        c.noneMasked,
        c.noneRate(),
        c.placeholders,
        c.placeholdersMasked,
        c.placeholderRate(),
        c.precision());
  }

  private String touched() {
    Table table = new Table("rule", "T", "F", "X", "no label");
    credData.byRule().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().all()))
        .forEach(
            entry -> {
              CredDataScores.Touched touched = entry.getValue();
              table.row(
                  entry.getKey(),
                  touched.credential,
                  touched.none,
                  touched.placeholder,
                  touched.noLabel);
            });
    return table.toString();
  }

  private String cleanRules() {
    Table table = new Table("rule", "hits");
    clean.byRule().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
        .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
    return table.toString();
  }

  private static String ruleTable(String name, ExampleRow row) {
    Table table = new Table("rule", "pos", "any", "full", "leak", "neg", "fp %");
    List<Map.Entry<String, ExampleCounts>> worstFirst =
        row.byRule().entrySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    entry ->
                        Double.isNaN(entry.getValue().fullRate())
                            ? 1
                            : entry.getValue().fullRate()))
            .toList();
    for (Map.Entry<String, ExampleCounts> entry : worstFirst) {
      ExampleCounts c = entry.getValue();
      table.row(
          entry.getKey().replace('|', '/'),
          c.positives,
          c.anyRate(),
          c.fullRate(),
          c.leakRate(),
          c.negatives,
          c.falsePositiveRate());
    }
    return "## " + name + ", rules of its origin, worst first\n\n" + table;
  }
}
