package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.policy.Explanation;
import dev.tacenda.claude.gate.policy.PolicySet;
import dev.tacenda.claude.gate.policy.SupposedCaller;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which policies a caller would get, and why. */
@Command(
    name = "explain",
    description = {
      "Says which policies a caller would get from a folder of policies, and why: which rules"
          + " apply, which conditions are not met, groups, policies, revision and exceptions.",
      "",
      "Nobody is asked whether the caller is who it says: this explains, and vouches for nothing."
          + " Values of claims are not printed.",
      ""
    })
final class ExplainCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "DIR", description = "A folder of policies with selection.yaml.")
  private String path = "";

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      required = true,
      description = {
        "JSON or YAML with issuer, subject, groups and claims, as a token would have them; or the"
            + " word anonymous for a caller without an identity."
      })
  private String identity = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "When, such as 2026-12-31T18:00:00Z: exceptions end. Default: now.")
  private @Nullable String at;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {"text: a line for each step (default).", "json: one JSON object."})
  private DryRunCommand.Format format = DryRunCommand.Format.TEXT;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    PolicyFolder folder = new FolderOptions().read(shell, path, clock()).require(shell);
    @Nullable PolicySet set = folder.set();
    if (set == null) {
      throw new Failure(
          ExitCode.POLICY_INVALID,
          "no selection: there is no " + PolicySet.SELECTION_FILE + " in " + path);
    }
    Explanation explanation = set.explain(caller());
    Output output = new Output(shell);
    ExplanationReport report = new ExplanationReport(explanation, set);
    if (format == DryRunCommand.Format.JSON) {
      output.object(report::write);
    } else {
      for (String line : report.lines()) {
        output.line(Printable.line(line));
      }
    }
    output.end();
    return (explanation.outcome().isDenied() ? ExitCode.DENIED : ExitCode.OK).number();
  }

  private Clock clock() throws Failure {
    if (at == null) {
      return Clock.systemUTC();
    }
    try {
      return Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Failure(
          ExitCode.USAGE, "--at must be an instant in UTC, such as 2026-12-31T18:00:00Z");
    }
  }

  private Caller caller() throws Failure {
    if (identity.equals("anonymous")) {
      return Caller.anonymous();
    }
    try {
      byte[] content = FolderOptions.content(shell.directory().resolve(Path.of(identity)));
      return SupposedCaller.parse(identity, content);
    } catch (PolicyException e) {
      throw new Failure(ExitCode.MALFORMED, "identity not understood: " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + identity + "; check --identity");
    }
  }
}
