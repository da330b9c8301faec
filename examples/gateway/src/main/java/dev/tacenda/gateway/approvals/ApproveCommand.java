package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Approves a question. */
@Command(
    name = "approve",
    description = {
      "Approves a question: signs its digest with your key. Look at it with 'show' before.",
      "",
      "Without more options it approves what is asked for. You can approve less, not more.",
      ""
    })
final class ApproveCommand implements Callable<Integer> {
  private static final int MAX_MINUTES = 30 * 24 * 60;

  private final Shell shell;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "For how long it counts. Default: 60, or as long as a conversation asks for.")
  private @Nullable Integer minutes;

  @Option(names = "--exact", description = "This request only, though a conversation is asked for.")
  private boolean exact;

  @Option(
      names = "--uses",
      paramLabel = "N",
      description =
          "How often this request may be sent. Default: 1. A client that tries again by itself"
              + " needs more.")
  private int uses = 1;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Fewer requests of a conversation than it asks for.")
  private @Nullable Integer requests;

  @Option(
      names = "--output-tokens",
      paramLabel = "N",
      description = "Fewer output tokens of a conversation than it asks for.")
  private @Nullable Long outputTokens;

  @Option(
      names = "--break-glass",
      description =
          "Past the rules, for an hour at most, with --ticket and a key for that. It is marked in"
              + " the record, and listed by 'list --break-glass'.")
  private boolean breakGlass;

  ApproveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    return decision.decide(
        shell,
        (question, ticket, reason) ->
            new Decider.Verdict(
                true, scope(question), valid(question), breakGlass, ticket, reason));
  }

  private ApprovalScope scope(ApprovalQuestion question) {
    ApprovalScope asked = question.scope();
    if (exact || !asked.isEnvelope()) {
      if (requests != null || outputTokens != null) {
        throw new IllegalArgumentException("--requests and --output-tokens are for conversations");
      }
      return ApprovalScope.exact(uses);
    }
    return ApprovalScope.envelope(
        requests == null ? asked.requests() : requests,
        outputTokens == null ? asked.outputTokens() : outputTokens,
        minutes == null ? asked.minutes() : Math.min(minutes, asked.minutes()));
  }

  private Duration valid(ApprovalQuestion question) {
    int usual = question.scope().isEnvelope() && !exact ? question.scope().minutes() : 60;
    int chosen = minutes == null ? usual : minutes;
    if (chosen < 1 || chosen > MAX_MINUTES) {
      throw new IllegalArgumentException("--minutes must be in 1.." + MAX_MINUTES);
    }
    return Duration.ofMinutes(chosen);
  }
}
