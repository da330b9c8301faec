package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.SigningKeyOption;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every decision needs. Confined to one thread. */
final class DecisionOptions {
  @Mixin private FolderOption folder = new FolderOption();

  @Parameters(paramLabel = "ID", description = "Id of the question, or 16 digits of it or more.")
  private String id = "";

  @Mixin private SigningKeyOption key = new SigningKeyOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why: one line of up to 500 characters, which the job that asks can read.")
  private String reason = "";

  @Option(names = "--ticket", paramLabel = "TEXT", description = "Where to read more.")
  private String ticket = "";

  /** Makes the verdict when the question is known. */
  interface Judgement {
    Decider.Verdict about(ApprovalQuestion question, String ticket, String reason);
  }

  int decide(Shell shell, Judgement judgement) throws Failure {
    ApprovalDirectory directory = folder.open(shell);
    ApprovalQuestion question = FolderOption.question(directory, id);
    try (NoteSigner signer = key.read(shell)) {
      Decider decider = new Decider(directory, signer, Clock.systemUTC());
      ApprovalNote note = decider.decide(question, judgement.about(question, ticket, reason));
      String line = question.id() + ": " + ShowCommand.said(note);
      Print.out(shell, ShownText.line(line) + "\n");
      return ExitCode.OK.number();
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      throw FolderOption.failure(e);
    }
  }
}
