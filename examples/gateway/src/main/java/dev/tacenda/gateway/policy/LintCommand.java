package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.Diagnostic.Level;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.gateway.shell.Shell;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds mistakes in policies. */
@Command(
    name = "lint",
    description = {
      "Finds what is wrong or probably not meant in a policy file or a folder of policies.",
      "",
      "Errors: what is not understood, in every file. Warnings: rules that find nothing of their"
          + " own, that match plain code, that are slow or untested; settings that change nothing;"
          + " groups and rules of selection.yaml that are never reached.",
      ""
    })
final class LintCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FILE|DIR", description = "A policy file, or a folder of them.")
  private String path = "";

  @Mixin private FolderOptions folders = new FolderOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text: a line for each, as compilers print them (default).",
        "jsonl: a JSON object a line with path, line, column, level, code, message."
      })
  private Format format = Format.TEXT;

  @Option(names = "--exit-zero", description = "Exit with 0 also if there are warnings.")
  private boolean exitZero;

  /** How results are printed. */
  enum Format {
    TEXT,
    JSONL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  LintCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    PolicyFolder folder = folders.read(shell, path, Clock.systemUTC());
    List<Diagnostic> found = new PolicyLint(folder, new RuleMeasure(System::nanoTime)).run();
    print(found);
    shell.complain(summary(found));
    if (count(found, Level.ERROR) > 0) {
      return ExitCode.POLICY_INVALID.number();
    }
    boolean clean = count(found, Level.WARNING) == 0;
    return (clean || exitZero ? ExitCode.OK : ExitCode.FINDINGS).number();
  }

  private void print(List<Diagnostic> found) throws Failure {
    Output output = new Output(shell);
    for (Diagnostic each : found) {
      if (format == Format.TEXT) {
        output.line(Printable.line(each.toString()));
      } else {
        output.object(
            json -> {
              json.writeStringField("path", each.place().sourceName());
              json.writeNumberField("line", each.place().line());
              json.writeNumberField("column", each.place().column());
              json.writeStringField("level", each.level().word());
              json.writeStringField("code", each.code());
              json.writeStringField("message", each.message());
            });
      }
    }
    output.end();
  }

  private static long count(List<Diagnostic> found, Level level) {
    return found.stream().filter(each -> each.level() == level).count();
  }

  private static String summary(List<Diagnostic> found) {
    StringBuilder line = new StringBuilder();
    for (Level level : Level.values()) {
      line.append(line.isEmpty() ? "" : ", ");
      line.append(Printable.count(count(found, level), level.word()));
    }
    return line.toString();
  }
}
