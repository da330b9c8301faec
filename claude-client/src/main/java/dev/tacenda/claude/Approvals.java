package dev.tacenda.claude;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.mask.TrustedCode;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a question to the approvers, and records it, their answer and its use, each in time. */
@TrustedCode("An approval is spent, and that is recorded, before anything goes out because of it.")
final class Approvals {
  private final SessionApprovals gate;
  private final Exchange exchange;

  Approvals(SessionApprovals gate, Exchange exchange) {
    this.gate = gate;
    this.exchange = exchange;
  }

  /**
   * Why something was not approved.
   *
   * @param approvalId what people can look for
   * @param reason why not
   */
  record Refusal(String approvalId, ApprovalDenial reason) {
    @Override
    public String toString() {
      return "approval " + approvalId + ": " + reason;
    }
  }

  /**
   * Asks, waits, and uses the approval.
   *
   * @param question makes the question; called again when the answer is there, so that the approval
   *     is used for what goes out then and not for what was shown
   * @return empty if it may go out
   * @throws RequestDeniedException if the gate or the record fails
   */
  Optional<Refusal> ask(Supplier<ApprovalRequest> question) {
    ApprovalRequest asked = question.get();
    ApprovalAnswer answer = GateCall.of(() -> gate.decide(asked, exchange::approvalAsked));
    exchange.approvalDecided(answer);
    gate.recorded(answer);
    Optional<ApprovalDenial> denial = GateCall.of(() -> answer.spend(question.get()));
    denial.ifPresentOrElse(
        reason -> exchange.approvalNotUsed(answer, reason), () -> exchange.approvalUsed(answer));
    return denial.map(reason -> new Refusal(answer.approvalId(), reason));
  }
}
