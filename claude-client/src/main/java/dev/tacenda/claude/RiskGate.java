package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Holds tool calls that show a risk the policy asks about or blocks. Thread-safe. */
@TrustedCode("A call that the policy holds is not given out before somebody approved it.")
final class RiskGate implements CallGate {
  private final MaskingPolicy policy;
  private final Question question;
  private final RiskWords words = RiskWords.standard();
  private final Map<Risk, Integer> shown = new ConcurrentHashMap<>();

  /** Asks somebody about a call. */
  @FunctionalInterface
  interface Question {

    /** Returns empty if the call was approved; otherwise why not, for people to read. */
    Optional<String> ask(String tool, Set<Risk> risks, byte[] maskedInput);
  }

  /** Holds calls by {@code policy}. */
  RiskGate(MaskingPolicy policy, Question question) {
    this.policy = policy;
    this.question = question;
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
    Set<Risk> decisive =
        risks.stream()
            .filter(each -> policy.traffic().actionFor(each) == action)
            .collect(Collectors.toCollection(TreeSet::new));
    if (action == Action.BLOCK) {
      throw refused(
          Reason.RISK_BLOCKED, "the policy blocks a tool call that shows " + ids(decisive));
    }
    if (action == Action.ASK) {
      question.ask(tool, decisive, maskedInput).ifPresent(why -> refuse(decisive, why));
    }
  }

  private static void refuse(Set<Risk> risks, String why) {
    throw refused(
        Reason.APPROVAL_DENIED,
        "nobody approved a tool call that shows " + ids(risks) + " (" + why + ")");
  }

  private static ResponseRefusedException refused(Reason reason, String says) {
    return new ResponseRefusedException(reason, says);
  }

  private static String ids(Set<Risk> risks) {
    return risks.stream().map(Risk::id).collect(Collectors.joining(", "));
  }

  @Override
  public Map<Risk, Integer> shown() {
    return Map.copyOf(shown);
  }
}
