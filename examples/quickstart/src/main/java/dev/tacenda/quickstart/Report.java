package dev.tacenda.quickstart;

import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.AuditReport;
import dev.tacenda.testkit.LeakReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Prints what a run did. Never prints a value. Confined to one thread. */
final class Report {
  private static final int MAX_ROWS = 40;

  private final PrintStream out;
  private boolean atLineStart = true;

  Report(PrintStream out) {
    this.out = out;
  }

  void intro(Claude claude, Inputs inputs, int planted) {
    SourceTree tree = inputs.tree();
    SourceTree.Omissions omissions = tree.omissions();
    out.println(claude.description());
    out.println();
    String what =
        planted > 0 ? "a sample service with " + planted + " planted fake secrets in " : "";
    out.println("Reviewing " + what + Printable.line(inputs.root().toString()));
    out.println(
        "  " + Printable.count(tree.files().size(), "file") + ", " + Printable.size(tree.bytes()));
    out.println(
        "  left out: "
            + omissions.binaryNames()
            + " binary by name, "
            + Printable.count(omissions.links(), "link")
            + ", "
            + omissions.unreviewable()
            + " not reviewable");
  }

  void findings(TreeScan scan) {
    List<ScannedFile.Place> places =
        scan.files().stream().flatMap(file -> file.places().stream()).toList();
    heading("What is masked");
    int width = places.stream().mapToInt(place -> place.rule().length()).max().orElse(0);
    places.stream().limit(MAX_ROWS).forEach(place -> row(place, width));
    if (places.size() > MAX_ROWS) {
      out.println("  and " + Printable.count(places.size() - MAX_ROWS, "more place"));
    }
    int findings = places.stream().mapToInt(ScannedFile.Place::count).sum();
    long rules = places.stream().map(ScannedFile.Place::rule).distinct().count();
    out.println("  " + Printable.count(findings, "finding") + " of " + rules + " rules");
  }

  private void row(ScannedFile.Place place, int width) {
    out.println(
        "  "
            + Printable.cell(place.rule(), width)
            + Printable.cell("  " + place.count(), 7)
            + Printable.line(place.location()));
  }

  void excerpt(Excerpt excerpt) {
    heading("What Claude saw of " + Printable.line(excerpt.path()));
    out.println(Excerpt.heading());
    excerpt.rows().forEach(out::println);
  }

  void answer(String position) {
    heading(position.equals("1/1") ? "The answer, as it arrives" : "Answer " + position);
  }

  void text(String delta) {
    out.print(Printable.block(delta));
    out.flush();
    atLineStart = delta.endsWith("\n");
  }

  void endOfAnswer() {
    if (!atLineStart) {
      out.println();
    }
  }

  void record(Path log, Anchor anchor, AuditReport check) {
    heading("The audit record");
    out.println("  log     " + Printable.line(log.toString()));
    out.println("  anchor  " + anchor);
    out.println("  verify  " + check.verdict() + ", " + check.records() + " records");
  }

  /** The last line of every run that got as far as sending. */
  void leakCheck(LeakReport leaks, String kind) {
    out.println();
    leaks.leaks().stream()
        .limit(MAX_ROWS)
        .map(leak -> "  " + leak.name() + " in " + leak.where() + ", " + leak.encoding())
        .forEach(out::println);
    out.println(
        "leak check: "
            + leaks.found()
            + " of "
            + leaks.planted()
            + " "
            + kind
            + " values left this process");
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }
}
