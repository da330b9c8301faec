package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Action;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a caller gets the policy it gets, or none. It holds names and lines of the selection file and
 * names of claims, never what a claim says. Immutable.
 */
public final class Explanation {
  private final Outcome outcome;
  private final List<RuleReport> rules;
  private final List<String> groups;
  private final List<String> policies;
  private final List<ExceptionReport> exceptions;
  private final List<String> reasons;
  private final @Nullable PolicyChoice choice;

  Explanation(
      Outcome outcome,
      List<RuleReport> rules,
      List<String> groups,
      List<String> policies,
      List<ExceptionReport> exceptions,
      List<String> reasons,
      @Nullable PolicyChoice choice) {
    this.outcome = Objects.requireNonNull(outcome, "outcome");
    this.rules = List.copyOf(rules);
    this.groups = List.copyOf(groups);
    this.policies = List.copyOf(policies);
    this.exceptions = List.copyOf(exceptions);
    this.reasons = List.copyOf(reasons);
    this.choice = choice;
  }

  /** What led to the policy, or to none. */
  public enum Outcome {
    /** The caller is in groups, whose policies apply. */
    BY_GROUPS(false),
    /** No rule applies, and there is a policy for that. */
    UNKNOWN_CALLER(false),
    /** There is no identity, and there is a policy for that. */
    ANONYMOUS_CALLER(false),
    /** There is no identity, and no policy for that. */
    DENIED_ANONYMOUS(true),
    /** No rule is about the issuer, and there is no policy for unknown callers. */
    DENIED_UNKNOWN_ISSUER(true),
    /** None of the rules about the issuer applies, and there is no policy for unknown callers. */
    DENIED_NO_RULE_APPLIES(true),
    /** A rule applies that refuses callers. */
    DENIED_BY_RULE(true);

    private final boolean denied;

    Outcome(boolean denied) {
      this.denied = denied;
    }

    /** Returns true if the caller gets no policy, and its calls are refused. */
    public boolean isDenied() {
      return denied;
    }
  }

  /**
   * What became of a rule that is about the caller's issuer.
   *
   * @param rule its name
   * @param line where it stands in the selection file
   * @param applies true if the caller meets all of its conditions
   * @param conditions what it goes by, for example {@code claim 'ref'}
   * @param unmet those that the caller does not meet
   * @param groups what it puts callers into
   * @param denies true if it refuses them
   */
  public record RuleReport(
      String rule,
      int line,
      boolean applies,
      List<String> conditions,
      List<String> unmet,
      List<String> groups,
      boolean denies) {
    public RuleReport {
      conditions = List.copyOf(conditions);
      unmet = List.copyOf(unmet);
      groups = List.copyOf(groups);
    }
  }

  /**
   * An exception that eases the policies of the caller now.
   *
   * @param line where it stands in the selection file
   * @param group the group it is for
   * @param target what it eases, for example {@code rule 'email'}
   * @param action what is done instead
   * @param until when it ends
   * @param reason what the selection file says why
   */
  public record ExceptionReport(
      int line, String group, String target, Action action, Instant until, String reason) {}

  /** Returns what led to the policy, or to none. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns the rules that are about the issuer, in the order of the file. */
  public List<RuleReport> rules() {
    return rules;
  }

  /** Returns the groups the caller is in, in the order of the file. */
  public List<String> groups() {
    return groups;
  }

  /** Returns the names of the policies that were joined, in alphabetical order. */
  public List<String> policies() {
    return policies;
  }

  /** Returns the exceptions that count now. */
  public List<ExceptionReport> exceptions() {
    return exceptions;
  }

  /** Returns all of it in sentences, one for each step. */
  public List<String> reasons() {
    return reasons;
  }

  /** Returns what the caller gets; empty if it is refused. */
  public Optional<PolicyChoice> choice() {
    return Optional.ofNullable(choice);
  }

  /** Returns the outcome and the groups. */
  @Override
  public String toString() {
    return "Explanation[" + outcome + ", groups " + groups + "]";
  }
}
