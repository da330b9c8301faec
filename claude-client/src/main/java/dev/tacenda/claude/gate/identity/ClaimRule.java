package dev.tacenda.claude.gate.identity;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A condition on one claim of a token: that it has one of some exact values, or that its whole
 * value matches a pattern. There is no condition on a part of a value, because {@code
 * refs/heads/main} is a part of {@code refs/heads/main-of-mallory}. Immutable.
 *
 * <pre>{@code
 * ClaimRule.oneOf("ref", "refs/heads/main", "refs/heads/release");
 * ClaimRule.matching("ref", "refs/tags/v[0-9]+\\.[0-9]+");
 * }</pre>
 *
 * <p>Numbers count as they are written, truth values as {@code true} and {@code false}. Of a list
 * one item is enough. A claim that is null or an object has no value.
 */
@TrustedCode("A rule holds for whole values only.")
public final class ClaimRule {
  private final String claim;
  private final boolean negated;
  private final Predicate<String> accepts;

  private ClaimRule(String claim, boolean negated, Predicate<String> accepts) {
    this.claim = Objects.requireNonNull(claim, "claim");
    this.negated = negated;
    this.accepts = accepts;
    if (claim.isEmpty()) {
      throw new IllegalArgumentException("claim must not be empty");
    }
  }

  /**
   * Holds if the claim has one of {@code values}.
   *
   * @throws IllegalArgumentException if there are no values, or one is empty
   */
  public static ClaimRule oneOf(String claim, String... values) {
    return new ClaimRule(claim, false, exact(values)::contains);
  }

  /**
   * Holds if the claim has none of {@code values}, and also if it has no value at all: for groups
   * of the untrusted, and for {@link TrustedIssuer.Builder#deny}.
   *
   * @throws IllegalArgumentException if there are no values, or one is empty
   */
  public static ClaimRule noneOf(String claim, String... values) {
    return new ClaimRule(claim, true, exact(values)::contains);
  }

  /**
   * Holds if the whole of a value matches {@code expression}.
   *
   * @param expression in the syntax of RE2
   * @throws IllegalArgumentException if it is none
   */
  public static ClaimRule matching(String claim, String expression) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("the expression for " + claim + " is not in RE2 syntax");
    }
    return new ClaimRule(claim, false, pattern::matches);
  }

  private static Set<String> exact(String... values) {
    Set<String> set = Set.copyOf(List.of(values));
    if (set.isEmpty() || set.contains("")) {
      throw new IllegalArgumentException("values must be given and must not be empty");
    }
    return set;
  }

  /** The claim it is about. */
  public String claim() {
    return claim;
  }

  /** Returns true if it holds for what it does not name. */
  boolean isNegated() {
    return negated;
  }

  boolean holds(Members claims) {
    return values(claims).stream().anyMatch(accepts) != negated;
  }

  /** Returns true if it holds, and the claim has a value. */
  boolean holdsForAValue(Members claims) {
    return !values(claims).isEmpty() && holds(claims);
  }

  private List<String> values(Members claims) {
    return ClaimTexts.of(claims.get(claim)).orElse(List.of());
  }

  /** Names the claim. */
  @Override
  public String toString() {
    return "ClaimRule[" + claim + "]";
  }
}
