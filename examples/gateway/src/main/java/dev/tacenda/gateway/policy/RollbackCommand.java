package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.policy.ArchivedBundle;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.SigningKeyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes an earlier revision again. */
@Command(
    name = "rollback",
    description = {
      "Publishes the files of an earlier revision again, under the next revision.",
      "",
      "Readers never go back to a lower revision, so a rollback is old content with a new number.",
      ""
    })
final class RollbackCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      required = true,
      description = "The revision whose files are to count again.")
  private long revision;

  @Mixin private SigningKeyOption key = new SigningKeyOption();

  @Mixin private ArchiveOptions archives = new ArchiveOptions();
  @Mixin private TermOptions terms = new TermOptions();

  RollbackCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    try (NoteSigner signer = key.read(shell)) {
      ArchivedBundle published =
          archives.run(
              shell,
              Optional.of(signer.key()),
              archive -> archive.rollback(revision, terms.validFor(), terms.note(), signer));
      Output output = new Output(shell);
      output.line(published.toString());
      output.end();
    }
    return ExitCode.OK.number();
  }
}
