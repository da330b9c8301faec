package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.TrafficSettings;
import dev.tacenda.mask.TrustedCode;
import java.time.Instant;
import java.util.List;

/**
 * An exception: for a while, one rule or one risk is taken less strictly for one group. It eases
 * what the policies of that group say, and nothing that another group of the caller says.
 * Immutable.
 *
 * @param line where it stands in the selection file
 * @param group whom it is for
 * @param isRisk true if {@code target} is the name of a risk, false if it is the id of a rule
 * @param action what is done instead
 * @param until from when on it counts no more
 * @param reason for people to read
 */
record Easing(
    int line,
    String group,
    boolean isRisk,
    String target,
    Action action,
    Instant until,
    String reason) {

  /** Returns true until it expires; then no more, without anything being loaded again. */
  @TrustedCode("false from the instant of expiry on")
  boolean isOn(Instant now) {
    return now.isBefore(until);
  }

  /** Returns true if {@code policy} would be stricter without it. */
  boolean eases(MaskingPolicy policy) {
    if (isRisk) {
      return action.compareTo(policy.traffic().actionFor(risk())) < 0;
    }
    return policy
        .rules()
        .rule(target)
        .filter(rule -> action.compareTo(policy.actionFor(rule)) < 0)
        .isPresent();
  }

  /** Returns the policy as it is with the exception; the same if it is not concerned. */
  MaskingPolicy apply(MaskingPolicy policy) {
    if (!eases(policy)) {
      return policy;
    }
    if (!isRisk) {
      return policy.toBuilder().actionForRule(target, action).build();
    }
    TrafficSettings eased = policy.traffic().toBuilder().actionForRisk(risk(), action).build();
    return policy.toBuilder().traffic(eased).build();
  }

  private Risk risk() {
    return Risk.of(target).orElseThrow();
  }

  /** Returns what it eases, for people to read. */
  String what() {
    return (isRisk ? "risk '" : "rule '") + target + "'";
  }

  void digest(Sha256Parts into) {
    into.texts(
        List.of(group, isRisk ? "risk" : "rule", target, action.name(), until.toString(), reason));
  }
}
