package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one question. */
@Command(
    name = "show",
    description = {
      "Shows a question: what would be sent, masked as it is, and all that an approval is bound"
          + " to.",
      "",
      "Characters that are not seen or turn text around are named, as in ⟨U+202E⟩. The digest is"
          + " computed from what is shown.",
      ""
    })
final class ShowCommand implements Callable<Integer> {
  private static final int SHOWN_BYTES = 64 * 1024;

  private final Shell shell;

  @Mixin private FolderOption folder = new FolderOption();

  @Parameters(paramLabel = "ID", description = "Id of the question, or 16 digits of it or more.")
  private String id = "";

  @Option(
      names = "--whole",
      description = "All of the content, however long. Default: the first 64 KiB of it.")
  private boolean whole;

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    ApprovalDirectory directory = folder.open(shell);
    ApprovalQuestion question = FolderOption.question(directory, id);
    StringBuilder out = new StringBuilder();
    Facts.of(question)
        .forEach(
            (name, fact) ->
                out.append(name).append(": ").append(ShownText.line(fact)).append('\n'));
    try {
      for (ApprovalNote note : QuestionState.of(directory, question).notes()) {
        out.append("decision: ").append(ShownText.line(said(note))).append('\n');
      }
    } catch (StoreException e) {
      throw FolderOption.failure(e);
    }
    content(question.masked(), out);
    Print.out(shell, out.toString());
    return ExitCode.OK.number();
  }

  static String said(ApprovalNote note) {
    return String.join(",", note.approvers())
        + (note.approve() ? " approves " + Facts.scope(note.scope()) : " rejects")
        + (note.breakGlass() ? ", past the rules" : "")
        + (note.approve() ? ", until " + note.notAfter() : "")
        + (note.ticket().isEmpty() ? "" : ", ticket " + note.ticket())
        + (note.reason().isEmpty() ? "" : ": " + note.reason());
  }

  private void content(byte[] masked, StringBuilder out) {
    int shown = whole ? masked.length : Math.min(masked.length, SHOWN_BYTES);
    out.append("content: ").append(masked.length).append(" bytes\n\n");
    out.append(ShownText.lines(Arrays.copyOf(masked, shown))).append('\n');
    if (shown < masked.length) {
      out.append("\n[")
          .append(masked.length - shown)
          .append(" more bytes are not shown here, and the digest is of them too; say --whole]\n");
    }
  }
}
