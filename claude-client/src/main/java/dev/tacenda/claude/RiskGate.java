package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds tool calls that show a risk the policy asks about or blocks. Thread-safe. */
@TrustedCode("A call that the policy holds is not given out before somebody approved it.")
final class RiskGate implements CallGate {
  private final MaskingPolicy policy;
  private final Predicate<byte[]> approved;
  private final RiskWords words = RiskWords.standard();
  private final Map<Risk, Integer> shown = new ConcurrentHashMap<>();

  /**
   * Holds calls by {@code policy}.
   *
   * @param approved asks somebody about a call by its masked input, and says what came of it
   */
  RiskGate(MaskingPolicy policy, Predicate<byte[]> approved) {
    this.policy = policy;
    this.approved = approved;
  }

  @Override
  public boolean looksAtCalls() {
    return true;
  }

  @Override
  public void permit(String tool, List<String> strings, byte[] maskedInput) {
    Set<Risk> risks = words.ofCall(tool, strings);
    risks.forEach(each -> shown.merge(each, 1, Integer::sum));
    Action action =
        risks.stream().map(policy.traffic()::actionFor).reduce(Action.ALLOW, Action::strictest);
    if (action == Action.BLOCK) {
      throw refused(Reason.RISK_BLOCKED, "the policy blocks a tool call that shows", risks, action);
    }
    if (action == Action.ASK && !approved.test(maskedInput)) {
      throw refused(
          Reason.APPROVAL_DENIED, "nobody approved a tool call that shows", risks, action);
    }
  }

  private ResponseRefusedException refused(
      Reason reason, String says, Set<Risk> risks, Action action) {
    String ids =
        risks.stream()
            .filter(each -> policy.traffic().actionFor(each) == action)
            .map(Risk::id)
            .collect(Collectors.joining(", "));
    return new ResponseRefusedException(reason, says + " " + ids);
  }

  @Override
  public Map<Risk, Integer> shown() {
    return Map.copyOf(shown);
  }
}
