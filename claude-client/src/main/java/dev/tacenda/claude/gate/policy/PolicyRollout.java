package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyDifference;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Two sets of policies at once: the one in force, and a candidate that is tried out beside it or
 * enforced for some callers. Thread-safe; the same caller always gets the same.
 *
 * <pre>{@code
 * PolicySelector policies = PolicyRollout.of(feed.current(), candidates.currentSet());
 * }</pre>
 *
 * <p>A candidate that fails while it is tried out counts as one that denies the caller; one that
 * fails for a caller for whom it is enforced throws, and the call is denied.
 *
 * <p>Whether a caller is among the first is told by a hash of its issuer and subject, so a larger
 * percentage only adds callers. One without an identity never is.
 */
@TrustedCode("Nobody gets less than what is in force masks and stops, unless that is allowed.")
public final class PolicyRollout implements PolicySelector {
  private static final int MAX_COMPARED = 256;

  private final PolicySelector enforced;
  private final PolicySet candidate;
  private final Rollout rollout;

  /** By the digests of two policies: nothing, or the first change that may ease. */
  private final Map<List<String>, String> easing =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, String> eldest) {
          return size() > MAX_COMPARED;
        }
      };

  private PolicyRollout(PolicySelector enforced, PolicySet candidate, Rollout rollout) {
    this.enforced = Objects.requireNonNull(enforced, "enforced");
    this.candidate = Objects.requireNonNull(candidate, "candidate");
    this.rollout = Objects.requireNonNull(rollout, "rollout");
  }

  /**
   * Rolls {@code candidate} out as its own selection file says.
   *
   * @param enforced what is in force: of a feed its {@link PolicyFeed#current}, which ends with its
   *     bundle
   * @throws IllegalArgumentException if it does not say how
   */
  public static PolicyRollout of(PolicySelector enforced, PolicySet candidate) {
    Rollout rollout =
        candidate
            .rollout()
            .orElseThrow(
                () -> new IllegalArgumentException("the candidate says nothing under 'rollout'"));
    return new PolicyRollout(enforced, candidate, rollout);
  }

  /** Tries {@code candidate} out beside what is in force, for every caller. */
  public static PolicyRollout shadow(PolicySelector enforced, PolicySet candidate) {
    return new PolicyRollout(enforced, candidate, Rollout.shadow());
  }

  /**
   * Enforces {@code candidate} for some callers.
   *
   * @throws IllegalArgumentException if the rollout is a shadow
   */
  public static PolicyRollout canary(PolicySelector enforced, PolicySet candidate, Rollout canary) {
    if (canary.mode() != Rollout.Mode.CANARY) {
      throw new IllegalArgumentException("not a canary: " + canary.mode());
    }
    return new PolicyRollout(enforced, candidate, canary);
  }

  @Override
  public Optional<PolicyChoice> select(Caller caller) {
    Optional<PolicyChoice> inForce = enforced.select(caller);
    return rollout.mode() == Rollout.Mode.SHADOW
        ? inForce.map(choice -> shadowed(choice, caller))
        : canary(inForce, caller);
  }

  /** Whatever the candidate does, the choice in force stands. */
  private PolicyChoice shadowed(PolicyChoice choice, Caller caller) {
    try {
      return candidate
          .select(caller)
          .map(tried -> choice.beside(tried.policy(), tried.revision()))
          .orElseGet(choice::besideDenial);
    } catch (RuntimeException e) {
      return choice.besideDenial(); // in force it would have the call denied
    }
  }

  private Optional<PolicyChoice> canary(Optional<PolicyChoice> inForce, Caller caller) {
    if (!isAmongFirst(caller)) {
      return inForce;
    }
    Optional<PolicyChoice> first = candidate.select(caller);
    if (first.isEmpty() || rollout.mayEase()) {
      return first.map(choice -> because(choice, "the caller is among the first to get this set"));
    }
    if (inForce.isEmpty()) {
      return inForce; // a policy for somebody who had none eases
    }
    String eases = easing(inForce.get().policy(), first.get().policy());
    return Optional.of(
        eases.isEmpty()
            ? because(first.get(), "the caller is among the first to get this set")
            : because(inForce.get(), "the candidate is not enforced, because it eases " + eases));
  }

  private boolean isAmongFirst(Caller caller) {
    if (caller.isAnonymous()) {
      return false;
    }
    if (bucket(caller) < rollout.percent()) {
      return true;
    }
    return !rollout.groups().isEmpty()
        && candidate.explain(caller).groups().stream().anyMatch(rollout.groups()::contains);
  }

  /** Returns where the caller stands among a hundred, the same in every process. */
  static int bucket(Caller caller) {
    Sha256Parts digest = Sha256Parts.begin("tacenda-canary 1");
    digest.text(caller.issuer());
    digest.text(caller.subject());
    return digest.below(100);
  }

  private String easing(MaskingPolicy before, MaskingPolicy after) {
    List<String> key = List.of(before.digest(), after.digest());
    synchronized (easing) {
      String known = easing.get(key);
      if (known != null) {
        return known;
      }
    }
    String first =
        PolicyDifference.between(before, after).changes().stream()
            .filter(PolicyDifference.Change::mayEase)
            .findFirst()
            .map(PolicyDifference.Change::subject)
            .orElse("");
    synchronized (easing) {
      easing.put(key, first);
    }
    return first;
  }

  private static PolicyChoice because(PolicyChoice choice, String reason) {
    List<String> reasons = new ArrayList<>(choice.reasons());
    reasons.add(reason);
    return choice.because(reasons);
  }

  /** Names both sets and the mode. */
  @Override
  public String toString() {
    return "PolicyRollout[" + rollout.mode() + " of " + candidate + " beside " + enforced + "]";
  }
}
