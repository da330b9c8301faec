package dev.tacenda.claude;

import dev.tacenda.audit.Decision;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Set;

/**
 * Says whether one caller may send a masked request, and get a tool call of its answer: by what was
 * found, by the risks, and by asking an approver where the policy says so.
 */
@TrustedCode("What the policy blocks, or asks about in vain, is not sent and not given out.")
final class RequestPermit {
  private final ApprovalGate approvals;
  private final Caller caller;
  private final MaskingPolicy policy;
  private final Endpoint endpoint;

  RequestPermit(ApprovalGate approvals, Caller caller, MaskingPolicy policy, Endpoint endpoint) {
    this.approvals = approvals;
    this.caller = caller;
    this.policy = policy;
    this.endpoint = endpoint;
  }

  /**
   * Returns if {@code masked} may be sent.
   *
   * @throws RequestDeniedException if it may not
   */
  void permit(Exchange exchange, RequestMask.Masked masked) {
    Set<Risk> risks = risks(masked);
    exchange.risks(risks);
    Action forRisks =
        risks.stream().map(policy.traffic()::actionFor).reduce(Action.ALLOW, Action::strictest);
    if (forRisks == Action.BLOCK) {
      throw new RequestDeniedException(Reason.RISK_BLOCKED, ids(risks, forRisks));
    }
    switch (masked.body().verdict().strictest(forRisks)) {
      case ALLOW, MASK -> exchange.decision(Decision.ALLOWED);
      case BLOCK -> throw denied(Reason.POLICY_BLOCKED, masked, Action.BLOCK);
      case ASK -> {
        exchange.decision(Decision.ASKED);
        if (!isApproved(masked.body())) {
          throw denied(Reason.APPROVAL_DENIED, masked, Action.ASK);
        }
      }
    }
  }

  /** Asks about calls by their masked input, in the thread that reads the answer. */
  CallGate forCalls(Masker masker) {
    if (!policy.traffic().heedsRisks(false)) {
      return CallGate.OPEN;
    }
    return new RiskGate(
        policy,
        input -> {
          MaskResult masked = masker.maskJson(input, ScanScope.everything());
          try {
            return isApproved(masked);
          } catch (RequestDeniedException e) {
            return false; // a gate that fails approves nothing
          }
        });
  }

  private boolean isApproved(MaskResult masked) {
    ApprovalRequest question = Approvals.question(caller, policy, endpoint, masked);
    return GateCall.of(() -> approvals.decide(question)) == ApprovalGate.Decision.APPROVED;
  }

  private Set<Risk> risks(RequestMask.Masked masked) {
    boolean json = endpoint.request() == Endpoint.Request.JSON;
    return json && policy.traffic().heedsRisks(true)
        ? RequestRisks.of(masked.body().bytes())
        : Set.of();
  }

  private List<String> ids(Set<Risk> risks, Action action) {
    return risks.stream()
        .filter(r -> policy.traffic().actionFor(r) == action)
        .map(Risk::id)
        .sorted()
        .toList();
  }

  private static RequestDeniedException denied(
      Reason reason, RequestMask.Masked masked, Action action) {
    List<String> rules =
        masked.body().findings().stream()
            .filter(finding -> finding.action() == action)
            .map(Finding::ruleId)
            .distinct()
            .sorted()
            .toList();
    return new RequestDeniedException(reason, rules);
  }
}
