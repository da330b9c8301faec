package dev.tacenda.claude.gate.approval;

import java.util.Objects;
import java.util.Set;

/**
 * Who may approve what, and how many of them must. Immutable.
 *
 * @param policy the name of the policy that asks; {@code *} for any
 * @param askedFor the rules and risks for which it asks; {@code *} for any
 * @param approvers the people who may approve
 * @param quorum how many of them must: 1 to 16, and no more than there are
 */
public record ApproverRule(String policy, Set<String> askedFor, Set<String> approvers, int quorum) {
  static final int MAX_QUORUM = 16;
  private static final String ANY = "*";

  public ApproverRule {
    Objects.requireNonNull(policy, "policy");
    askedFor = Set.copyOf(askedFor);
    approvers = Set.copyOf(approvers);
    if (askedFor.isEmpty()) {
      throw new IllegalArgumentException("asked-for must not be empty; '*' is anything");
    }
    int most = Math.min(MAX_QUORUM, approvers.size());
    if (quorum < 1 || quorum > most) {
      throw new IllegalArgumentException(
          "quorum must be in 1.."
              + most
              + " for "
              + approvers.size()
              + " approvers, was "
              + quorum);
    }
  }

  boolean isAbout(String policyName, String reason) {
    return (policy.equals(ANY) || policy.equals(policyName))
        && (askedFor.contains(ANY) || askedFor.contains(reason));
  }

  /** Returns true if enough of those who may have approved. */
  boolean isMet(Set<String> people) {
    return people.stream().filter(approvers::contains).count() >= quorum;
  }
}
