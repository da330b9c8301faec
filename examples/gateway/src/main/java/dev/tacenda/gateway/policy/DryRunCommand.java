package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.files.Outcome;
import dev.tacenda.gateway.files.Progress;
import dev.tacenda.gateway.files.Tally;
import dev.tacenda.gateway.files.TreeScan;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.MaskerOptions;
import dev.tacenda.gateway.shell.MaskerOptions.MissingKey;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts what a policy would mask in a tree of files. */
@Command(
    name = "dry-run",
    description = {
      "Counts what a policy would mask in files and folders, by rule and by file, and the time it"
          + " takes.",
      "",
      "Nothing is changed. 'tacenda scan' names each place.",
      ""
    })
final class DryRunCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private MaskerOptions masking = new MaskerOptions();

  @Mixin private TreeScan tree = new TreeScan();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files and folders; - is standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text: two tables (default).",
        "json: one JSON object with files, rules, scanned, bytes, failed, milliseconds."
      })
  private Format format = Format.TEXT;

  /** How counts are printed. */
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  DryRunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    tree.check();
    Masker masker = masking.masker(shell, MissingKey.PASS_OVER);
    Progress progress = new Progress(shell.err(), shell.terminals().err(), System::nanoTime);
    Tally tally = new Tally(line -> {});
    MaskCounts counts = new MaskCounts();
    long start = System.nanoTime();
    tree.<List<LocatedFinding>>run(
        shell,
        paths,
        masker.policy().limits().maxBodyBytes(),
        (name, content) -> LocatedFinding.of(content, masker.maskText(content).findings()),
        tally,
        outcome -> take(outcome, tally, counts, progress));
    long millis = (System.nanoTime() - start) / 1_000_000;
    progress.clear();
    Output output = new Output(shell);
    if (format == Format.JSON) {
      output.object(json -> counts.write(json, tally, millis));
    } else {
      for (String line : counts.tables()) {
        output.line(line);
      }
    }
    output.end();
    shell.complain(tally.summary() + "; " + millis + " ms");
    return tally.exitCode(ExitCode.OK).number();
  }

  private void take(
      Outcome<List<LocatedFinding>> outcome, Tally tally, MaskCounts counts, Progress progress) {
    if (outcome instanceof Outcome.Scanned<List<LocatedFinding>> scanned) {
      tally.add(scanned.bytes(), scanned.result());
      counts.add(scanned.name(), scanned.result());
    } else if (outcome instanceof Outcome.Failed<List<LocatedFinding>> failed) {
      tally.add(failed.why().exitCode());
      progress.clear();
      shell.complain(failed.why().line());
    } else {
      tally.leaveOut(Tally.LeftOut.BINARY, outcome.name());
    }
    progress.show(tally);
  }
}
