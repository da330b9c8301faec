package dev.tacenda.mask;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Makes of several policies one that is at least as strict as each of them. The order in which they
 * are given does not matter, nor does it whether they are joined at once or one after the other.
 * Used for one union.
 */
@TrustedCode("Whatever one of the policies masks, asks about or blocks, so does the union.")
final class StrictestPolicy {
  private static final int MAX_ID_LENGTH = 64;

  /** Bytes of the fingerprint that tell two rules of one id apart: 12 hexadecimal digits. */
  private static final int MARK_BYTES = 6;

  private static final Comparator<Rule> SUREST =
      Comparator.comparing(Rule::specificity)
          .reversed()
          .thenComparing(Rule::id)
          .thenComparing(StrictestPolicy::fingerprint);

  private final List<MaskingPolicy> policies;
  private final Map<MaskingPolicy, Replacement> leastOf = new HashMap<>();

  /** What several policies want done about what one rule finds. */
  private record Wanted(Rule rule, Action action, Replacement replacement) {
    Wanted and(Wanted other) {
      return new Wanted(
          rule, action.strictest(other.action), replacement.leastTelling(other.replacement));
    }
  }

  private StrictestPolicy(List<MaskingPolicy> policies) {
    this.policies = policies;
  }

  /**
   * Returns the union.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  static MaskingPolicy of(List<MaskingPolicy> policies) {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("a union needs a policy");
    }
    return policies.size() == 1
        ? policies.get(0)
        : new StrictestPolicy(List.copyOf(policies)).union();
  }

  private MaskingPolicy union() {
    Collection<Wanted> wanted = wanted();
    MaskingPolicy.Builder union =
        MaskingPolicy.builder(RuleSet.of(wanted.stream().map(Wanted::rule).toList()))
            .profile(Profile.STRICT) // all of these rules were on where they come from
            .name(PolicyName.joined(policies.stream().map(MaskingPolicy::name).toList()))
            .revision(policies.stream().mapToInt(MaskingPolicy::revision).max().orElseThrow())
            .minConfidence(
                policies.stream().mapToInt(MaskingPolicy::minConfidence).min().orElseThrow())
            .limits(joined(MaskingPolicy::limits, Limits::smallest))
            .traffic(joined(MaskingPolicy::traffic, TrafficSettings::strictest));
    policies.forEach(policy -> union.alsoOfKinds(policy.kinds()));
    for (Wanted each : wanted) {
      union.actionForRule(each.rule().id(), each.action());
      union.replacementForRule(each.rule().id(), each.replacement());
    }
    knownSecrets(union);
    return union.build();
  }

  private void knownSecrets(MaskingPolicy.Builder union) {
    union.actionForKind(
        Treatment.KNOWN_SECRET_KIND,
        joined(p -> p.treatment().actionForKnownSecrets(), Action::strictest));
    union.replacementForKind(
        Treatment.KNOWN_SECRET_KIND,
        joined(p -> p.treatment().replacementForKnownSecrets(), Replacement::leastTelling));
  }

  private <T> T joined(Function<MaskingPolicy, T> part, BinaryOperator<T> stricter) {
    return policies.stream().map(part).reduce(stricter).orElseThrow();
  }

  /** Returns each rule of the policies once, those that share an id under different ids. */
  private Collection<Wanted> wanted() {
    Map<String, Rule> byDetector = named(distinct());
    Map<String, Wanted> wanted = new TreeMap<>();
    Map<String, Set<MaskingPolicy>> masking = new HashMap<>();
    for (MaskingPolicy policy : policies) {
      for (Rule rule : policy.rules().rules()) {
        Rule named = Objects.requireNonNull(byDetector.get(detector(rule)));
        String key = fingerprint(named);
        Action action = policy.actionFor(rule);
        wanted.merge(key, new Wanted(named, action, policy.replacementFor(rule)), Wanted::and);
        if (action.masks()) {
          masking.computeIfAbsent(key, k -> new HashSet<>()).add(policy);
        }
      }
    }
    masking.forEach((key, by) -> wanted.computeIfPresent(key, (k, one) -> toldByNone(one, by)));
    return wanted.values();
  }

  /**
   * A policy that does not mask what the rule finds may find the same value by another rule. Where
   * both find it, this rule may name it, so its replacement must not tell more than any of that
   * policy.
   */
  private Wanted toldByNone(Wanted wanted, Set<MaskingPolicy> masking) {
    Replacement least = wanted.replacement();
    for (MaskingPolicy policy : policies) {
      if (!masking.contains(policy) && !wanted.rule().findsLinesOfKeys()) {
        least = least.leastTelling(leastOf.computeIfAbsent(policy, StrictestPolicy::leastTelling));
      }
    }
    return new Wanted(wanted.rule(), wanted.action(), least);
  }

  private static Replacement leastTelling(MaskingPolicy policy) {
    return policy.rules().rules().stream()
        .map(policy::replacementFor)
        .reduce(policy.treatment().replacementForKnownSecrets(), Replacement::leastTelling);
  }

  /**
   * Returns the rules that find different values. Where rules find the same, the one that is surer
   * stays, so that no finding falls below what a policy acts on.
   */
  private Map<String, Rule> distinct() {
    Map<String, Rule> distinct = new TreeMap<>();
    for (MaskingPolicy policy : policies) {
      for (Rule rule : policy.rules().rules()) {
        distinct.merge(detector(rule), rule, BinaryOperator.minBy(SUREST));
      }
    }
    return distinct;
  }

  /** Returns what is equal for rules that find the same values and are named alike. */
  private static String detector(Rule rule) {
    return RuleForm.soleDetector(rule).orElseGet(() -> fingerprint(rule));
  }

  private static String fingerprint(Rule rule) {
    return HexFormat.of().formatHex(rule.fingerprint());
  }

  /**
   * Gives rules of one id ids of their own. The one with the smallest fingerprint keeps the id,
   * whichever policies are joined first; of a union that is joined again, others have their own
   * already.
   */
  private static Map<String, Rule> named(Map<String, Rule> byDetector) {
    Map<String, Rule> firsts = new HashMap<>();
    byDetector.values().forEach(rule -> firsts.merge(rule.id(), rule, StrictestPolicy::first));
    Map<String, Rule> named = new HashMap<>();
    byDetector.forEach(
        (detector, rule) ->
            named.put(
                detector,
                rule == firsts.get(rule.id())
                    ? rule
                    : rule.withId(marked(rule.id(), fingerprint(rule)))));
    return named;
  }

  private static Rule first(Rule one, Rule other) {
    return fingerprint(one).compareTo(fingerprint(other)) <= 0 ? one : other;
  }

  private static String marked(String id, String fingerprint) {
    String mark = "-" + fingerprint.substring(0, 2 * MARK_BYTES);
    int kept = Math.min(id.length(), MAX_ID_LENGTH - mark.length());
    return id.substring(0, kept) + mark;
  }
}
