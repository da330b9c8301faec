package dev.tacenda.claude;

import dev.tacenda.audit.Decision;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says whether one caller may send a masked request, and get a tool call of its answer: by what was
 * found, by the risks, and by asking an approver where the policy says so.
 */
@TrustedCode("What the policy blocks, or asks about in vain, is not sent and not given out.")
final class RequestPermit {
  private final Approvals approvals;
  private final Exchange exchange;
  private final ApprovalQuestions questions;
  private final MaskingPolicy policy;
  private final Endpoint endpoint;

  RequestPermit(
      SessionApprovals gate,
      String runId,
      Exchange exchange,
      Caller caller,
      PolicyChoice choice,
      Endpoint endpoint) {
    this.approvals = new Approvals(gate, exchange);
    this.exchange = exchange;
    this.questions = new ApprovalQuestions(runId, caller, choice, endpoint);
    this.policy = choice.policy();
    this.endpoint = endpoint;
  }

  /**
   * Returns if {@code masked} may be sent.
   *
   * @throws RequestDeniedException if it may not
   */
  void permit(RequestMask.Masked masked) {
    Set<Risk> risks = risks(masked);
    exchange.risks(risks);
    Action forRisks =
        risks.stream().map(policy.traffic()::actionFor).reduce(Action.ALLOW, Action::strictest);
    if (forRisks == Action.BLOCK) {
      throw new RequestDeniedException(Reason.RISK_BLOCKED, ids(risks, forRisks));
    }
    switch (masked.body().verdict().strictest(forRisks)) {
      case ALLOW, MASK -> exchange.decision(Decision.ALLOWED);
      case BLOCK ->
          throw new RequestDeniedException(
              Reason.POLICY_BLOCKED, rules(masked.body(), Action.BLOCK));
      case ASK -> {
        exchange.decision(Decision.ASKED);
        SortedSet<String> askedFor = new TreeSet<>(rules(masked.body(), Action.ASK));
        askedFor.addAll(ids(risks, Action.ASK));
        approvals
            .ask(() -> questions.about(masked, askedFor))
            .ifPresent(
                refusal -> {
                  throw RequestDeniedException.notApproved(List.copyOf(askedFor), refusal);
                });
      }
    }
  }

  /** Asks about calls by their masked input, in the thread that reads the answer. */
  CallGate forCalls(Masker masker) {
    if (!policy.traffic().heedsRisks(false)) {
      return CallGate.OPEN;
    }
    return new RiskGate(policy, (tool, shown, input) -> ask(masker, tool, shown, input));
  }

  private Optional<String> ask(Masker masker, String tool, Set<Risk> shown, byte[] input) {
    SortedSet<String> askedFor = new TreeSet<>();
    shown.forEach(risk -> askedFor.add(risk.id()));
    try {
      return approvals
          .ask(
              () -> questions.about(tool, askedFor, masker.maskJson(input, ScanScope.everything())))
          .map(Approvals.Refusal::toString);
    } catch (RequestDeniedException e) {
      return Optional.of(e.reason().name()); // a gate or a record that fails approves nothing
    }
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

  private static List<String> rules(MaskResult masked, Action action) {
    return masked.findings().stream()
        .filter(finding -> finding.action() == action)
        .map(Finding::ruleId)
        .distinct()
        .sorted()
        .toList();
  }
}
