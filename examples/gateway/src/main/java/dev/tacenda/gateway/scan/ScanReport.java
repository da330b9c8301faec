package dev.tacenda.gateway.scan;

import dev.tacenda.gateway.files.Outcome;
import dev.tacenda.gateway.files.Progress;
import dev.tacenda.gateway.files.Tally;
import dev.tacenda.gateway.files.Tally.LeftOut;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Passes each outcome on to the report, the counts and the terminal. Confined to one thread. */
final class ScanReport {
  private final Report report;
  private final Tally tally;
  private final Progress progress;
  private final Consumer<String> complain;

  ScanReport(Report report, Tally tally, Progress progress, Consumer<String> complain) {
    this.report = report;
    this.tally = tally;
    this.progress = progress;
    this.complain = complain;
  }

  void add(Outcome<List<LocatedFinding>> outcome) throws IOException {
    if (outcome instanceof Outcome.Scanned<List<LocatedFinding>> scanned) {
      scanned(scanned);
    } else if (outcome instanceof Outcome.Failed<List<LocatedFinding>> failed) {
      tally.add(failed.why().exitCode());
      complain.accept(failed.why().line());
      report.problem(failed.name(), failed.why().line());
    } else {
      tally.leaveOut(LeftOut.BINARY, outcome.name());
    }
    progress.show(tally);
  }

  private void scanned(Outcome.Scanned<List<LocatedFinding>> scanned) throws IOException {
    tally.add(scanned.bytes(), scanned.result());
    if (!scanned.result().isEmpty()) {
      progress.clear();
      report.file(scanned.name(), scanned.result());
    }
  }

  void end() throws IOException {
    progress.clear();
    report.end();
  }
}
