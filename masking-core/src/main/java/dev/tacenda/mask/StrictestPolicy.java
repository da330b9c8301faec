package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes of several policies one that is at least as strict as each of them. The order in which they
 * are given does not matter, nor does it whether they are joined at once or one after the other.
 * Used for one union.
 */
@TrustedCode("Whatever one of the policies masks, asks about or blocks, so does the union.")
final class StrictestPolicy {
  private static final String AND = "-and-";
  private static final int MAX_NAME_LENGTH = 64;
  private static final int MAX_ID_LENGTH = 64;

  /** Bytes of the fingerprint that tell two rules of one id apart: 12 hexadecimal digits. */
  private static final int MARK_BYTES = 6;

  private final List<MaskingPolicy> policies;

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
    return new StrictestPolicy(List.copyOf(policies)).union();
  }

  private MaskingPolicy union() {
    List<Wanted> wanted = wanted();
    MaskingPolicy.Builder union =
        MaskingPolicy.builder(RuleSet.of(wanted.stream().map(Wanted::rule).toList()))
            .profile(Profile.STRICT) // all of these rules were on where they come from
            .name(name())
            .revision(policies.stream().mapToInt(MaskingPolicy::revision).max().orElseThrow())
            .minConfidence(
                policies.stream().mapToInt(MaskingPolicy::minConfidence).min().orElseThrow())
            .limits(policies.stream().map(MaskingPolicy::limits).reduce(Limits::smallest).get());
    for (Wanted each : wanted) {
      union.actionForRule(each.rule().id(), each.action());
      union.replacementForRule(each.rule().id(), each.replacement());
    }
    knownSecrets(union);
    traffic(union);
    return union.build();
  }

  private void knownSecrets(MaskingPolicy.Builder union) {
    Action action = Action.ALLOW;
    Replacement replacement = policies.get(0).replacementForKnownSecrets();
    for (MaskingPolicy policy : policies) {
      action = action.strictest(policy.actionForKnownSecrets());
      replacement = replacement.leastTelling(policy.replacementForKnownSecrets());
    }
    union.actionForKind(MaskingPolicy.KNOWN_SECRET_KIND, action);
    union.replacementForKind(MaskingPolicy.KNOWN_SECRET_KIND, replacement);
  }

  private void traffic(MaskingPolicy.Builder union) {
    if (policies.stream().allMatch(MaskingPolicy::admitsAnonymousCallers)) {
      union.admitAnonymousCallers();
    }
    if (policies.stream().anyMatch(MaskingPolicy::refusesUnknown)) {
      union.refuseUnknown();
    }
    if (policies.stream().allMatch(MaskingPolicy::passesWriteBack)) {
      union.passWriteBack();
    }
    BinaryAction binary =
        policies.stream().map(MaskingPolicy::binary).max(Comparator.naturalOrder()).orElseThrow();
    switch (binary) {
      case PASS -> union.passBinary();
      case INSPECT -> union.inspectBinary();
      case REFUSE -> {} // as if left out
    }
    for (Risk risk : Risk.values()) {
      union.actionForRisk(
          risk,
          policies.stream().map(p -> p.actionFor(risk)).reduce(Action.ALLOW, Action::strictest));
    }
    List<RestoreRule> first = policies.get(0).restoreRules();
    if (policies.stream().allMatch(policy -> policy.restoreRules().equals(first))) {
      first.forEach(union::restore);
    }
  }

  /** Returns each rule of the policies once, those that share an id under different ids. */
  private List<Wanted> wanted() {
    Map<String, Map<String, Wanted>> byId = new TreeMap<>();
    for (MaskingPolicy policy : policies) {
      for (Rule rule : policy.rules().rules()) {
        Wanted one = new Wanted(rule, policy.actionFor(rule), policy.replacementFor(rule));
        byId.computeIfAbsent(rule.id(), id -> new TreeMap<>())
            .merge(HexFormat.of().formatHex(rule.fingerprint()), one, Wanted::and);
      }
    }
    List<Wanted> all = new ArrayList<>();
    byId.values().forEach(sameId -> addUnderOwnId(sameId, all));
    all.sort(Comparator.comparing(each -> each.rule().id()));
    return all;
  }

  /** The one with the smallest fingerprint keeps the id, whichever policies are joined first. */
  private static void addUnderOwnId(Map<String, Wanted> byFingerprint, List<Wanted> all) {
    boolean first = true;
    for (Map.Entry<String, Wanted> each : byFingerprint.entrySet()) {
      Wanted one = each.getValue();
      Rule rule = first ? one.rule() : one.rule().withId(marked(one.rule().id(), each.getKey()));
      all.add(new Wanted(rule, one.action(), one.replacement()));
      first = false;
    }
  }

  private static String marked(String id, String fingerprint) {
    String mark = "-" + fingerprint.substring(0, 2 * MARK_BYTES);
    int kept = Math.min(id.length(), MAX_ID_LENGTH - mark.length());
    return id.substring(0, kept) + mark;
  }

  private String name() {
    TreeSet<String> names = new TreeSet<>();
    policies.forEach(policy -> names.add(policy.name()));
    String joined = String.join(AND, names);
    if (joined.length() <= MAX_NAME_LENGTH) {
      return joined;
    }
    byte[] hash = PolicyDigest.ofRule(List.copyOf(names));
    return "union-of-" + names.size() + "-" + HexFormat.of().formatHex(hash, 0, MARK_BYTES);
  }
}
