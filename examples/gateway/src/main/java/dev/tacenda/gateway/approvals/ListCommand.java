package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists questions. */
@Command(
    name = "list",
    description = {
      "Lists the questions that wait, one a line: id, what became of it, who asks, policy, and"
          + " why.",
      "",
      "Questions that differ in content only stand together under the first of them. What became of"
          + " one is what the decisions say; the job that asks checks their signatures.",
      ""
    })
final class ListCommand implements Callable<Integer> {
  private static final int ID_SHOWN = 16;

  private final Shell shell;

  @Mixin private FolderOption folder = new FolderOption();

  @Option(names = "--all", description = "Also those that are decided.")
  private boolean all;

  @Option(
      names = "--break-glass",
      description = "Only those that were approved past the rules, to look at them afterwards.")
  private boolean breakGlass;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    StringBuilder out = new StringBuilder();
    ApprovalDirectory directory = folder.open(shell);
    try {
      for (List<QuestionState> alike : Questions.alike(directory, this::isShown)) {
        for (int i = 0; i < alike.size(); i++) {
          out.append(i == 0 ? "" : "  alike: ").append(line(alike.get(i))).append('\n');
        }
      }
    } catch (StoreException e) {
      throw FolderOption.failure(e);
    }
    Print.out(shell, out.toString());
    return ExitCode.OK.number();
  }

  private boolean isShown(QuestionState each) {
    return breakGlass ? each.isBreakGlass() : all || each.isWaiting();
  }

  private static String line(QuestionState each) {
    ApprovalQuestion question = each.question();
    ApprovalTerms terms = question.terms();
    String what = terms.tool().isEmpty() ? terms.endpoint() : "call of " + terms.tool();
    return ShownText.line(
        String.join(
            "  ",
            question.id().substring(0, ID_SHOWN),
            each.word() + (each.isBreakGlass() ? " past the rules" : ""),
            question.asked().requester(),
            terms.policy().name(),
            what,
            String.join(",", terms.askedFor())));
  }
}
