package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicyTestResult;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests of policies. */
@Command(
    name = "test",
    description = {
      "Runs the tests in tests.yaml beside a policy file, or in a folder of policies.",
      "",
      "They say what must be masked and what must not, what the verdict is, and which policies a"
          + " caller gets. Texts of tests are never printed.",
      ""
    })
final class TestCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "FILE|DIR", description = "A policy file, or a folder of them.")
  private String path = "";

  @Mixin private FolderOptions folders = new FolderOptions();

  @Option(
      names = "--junit",
      paramLabel = "OUT.xml",
      description = "Also write the results as JUnit XML.")
  private @Nullable Path junit;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text: a line for each test that failed (default).",
        "jsonl: a JSON object a line for each test, with path, line, name, policy, passed,"
            + " problems."
      })
  private LintCommand.Format format = LintCommand.Format.TEXT;

  TestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    PolicyFolder folder = folders.read(shell, path, Clock.systemUTC()).require(shell);
    if (folder.tests() == null) {
      throw new Failure(
          ExitCode.UNREADABLE, "no tests: there is no " + PolicyFolder.TESTS_FILE + " in " + path);
    }
    List<PolicyTestResult> results = PolicyCheck.results(folder);
    print(results);
    writeJUnit(results);
    long failed = results.stream().filter(result -> !result.passed()).count();
    shell.complain(Printable.count(results.size(), "test") + ", " + failed + " failed");
    return (failed == 0 ? ExitCode.OK : ExitCode.FINDINGS).number();
  }

  private void print(List<PolicyTestResult> results) throws Failure {
    Output output = new Output(shell);
    for (PolicyTestResult result : results) {
      if (format == LintCommand.Format.JSONL) {
        output.object(
            json -> {
              json.writeStringField("path", result.place().sourceName());
              json.writeNumberField("line", result.place().line());
              json.writeStringField("name", result.name());
              json.writeStringField("policy", result.policy());
              json.writeBooleanField("passed", result.passed());
              json.writeArrayFieldStart("problems");
              for (String problem : result.problems()) {
                json.writeString(problem);
              }
              json.writeEndArray();
            });
      } else if (!result.passed()) {
        output.line(Printable.line(result.toString()));
      }
    }
    output.end();
  }

  private void writeJUnit(List<PolicyTestResult> results) throws Failure {
    if (junit == null) {
      return;
    }
    try {
      Files.write(shell.directory().resolve(junit), JUnitReport.of(results));
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write " + junit + "; check --junit");
    }
  }
}
