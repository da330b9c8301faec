package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rejects a question. */
@Command(
    name = "deny",
    description = {
      "Rejects a question. That wins over every approval, and ends a conversation that was"
          + " approved.",
      "The next run can ask again.",
      ""
    })
final class DenyCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  DenyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    return decision.decide(
        shell,
        (question, ticket, reason) ->
            new Decider.Verdict(
                false, ApprovalScope.exact(), Duration.ofHours(1), false, ticket, reason));
  }
}
