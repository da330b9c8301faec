package dev.tacenda.gateway.scan;

import dev.tacenda.gateway.files.Progress;
import dev.tacenda.gateway.files.Tally;
import dev.tacenda.gateway.files.TreeScan;
import dev.tacenda.gateway.report.JsonLines;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.report.Report;
import dev.tacenda.gateway.report.Sarif;
import dev.tacenda.gateway.report.TextReport;
import dev.tacenda.gateway.report.TextReport.Style;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.MaskerOptions;
import dev.tacenda.gateway.shell.MaskerOptions.MissingKey;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.Masker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would be masked in files and folders. */
@Command(
    name = "scan",
    description = {
      "Says what would be masked in files and folders, and changes nothing.",
      "",
      "Findings are printed with rule and place, never with their value. Symbolic links are"
          + " followed only if PATH is one. Folders called .git are left out unless PATH is one.",
      ""
    })
public final class ScanCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Shell shell;
  private final String version;

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
        "text: a line for each finding and a table by rule, for people (default).",
        "jsonl: a JSON object a line with path, start and end in bytes, rule, line, column,"
            + " action, confidence in percent.",
        "sarif: a SARIF 2.1.0 log."
      })
  private Format format = Format.TEXT;

  @Option(names = "--exit-zero", description = "Exit with 0 also if something is found.")
  private boolean exitZero;

  @Option(
      names = {"-q", "--quiet"},
      description = "No summary on standard error; problems are still reported.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Name each path that is left out on standard error.")
  private boolean verbose;

  /** How findings are printed. */
  enum Format {
    TEXT,
    JSONL,
    SARIF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Creates the command for one run.
   *
   * @param version of the program, for reports
   */
  public ScanCommand(Shell shell, String version) {
    this.shell = shell;
    this.version = version;
  }

  @Override
  public Integer call() throws Failure {
    tree.check();
    Masker masker = masking.masker(shell, MissingKey.PASS_OVER);
    Progress progress = new Progress(shell.err(), shell.terminals().err(), System::nanoTime);
    Consumer<String> complain = line -> complain(progress, line);
    Tally tally = new Tally(verbose ? complain : line -> {});
    scan(masker, tally, progress, complain);
    progress.clear();
    if (!quiet) {
      shell.complain(tally.summary());
    }
    return tally.exitCode(exitZero ? ExitCode.OK : ExitCode.FINDINGS).number();
  }

  private void complain(Progress progress, String line) {
    progress.clear();
    shell.complain(line);
  }

  private void scan(Masker masker, Tally tally, Progress progress, Consumer<String> complain)
      throws Failure {
    OutputStream out = new BufferedOutputStream(shell.out(), BUFFER_BYTES);
    try {
      ScanReport report = new ScanReport(report(out, masker), tally, progress, complain);
      tree.run(
          shell,
          paths,
          masker.policy().limits().maxBodyBytes(),
          (name, content) -> LocatedFinding.of(content, masker.maskText(content).findings()),
          tally,
          report::add);
      report.end();
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write to standard output");
    }
  }

  private Report report(OutputStream out, Masker masker) throws IOException {
    return switch (format) {
      case TEXT -> new TextReport(out, style());
      case JSONL -> new JsonLines(out);
      case SARIF -> new Sarif(out, masker.policy(), version);
    };
  }

  private Style style() {
    boolean wanted = shell.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return wanted && shell.terminals().out() ? Style.COLOURED : Style.PLAIN;
  }
}
