package dev.tacenda.mask;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a policy has done about what its rules find: an action and a replacement for each rule, each
 * kind, and all others. Immutable.
 */
final class Treatment {
  /** The kind of findings that are known secrets, for which there is no rule in any file. */
  static final String KNOWN_SECRET_KIND = "known-secret";

  private final Map<String, Action> actionsByRule;
  private final Map<String, Action> actionsByKind;
  private final Map<String, Replacement> replacementsByRule;
  private final Map<String, Replacement> replacementsByKind;
  private final Replacement defaultReplacement;

  private Treatment(Builder b) {
    this.actionsByRule = Map.copyOf(b.actionsByRule);
    this.actionsByKind = Map.copyOf(b.actionsByKind);
    this.replacementsByRule = Map.copyOf(b.replacementsByRule);
    this.replacementsByKind = Map.copyOf(b.replacementsByKind);
    this.defaultReplacement = b.defaultReplacement;
  }

  Action actionFor(Rule rule) {
    Action own = actionsByRule.get(rule.id());
    return own != null ? own : actionsByKind.getOrDefault(rule.kind(), Action.MASK);
  }

  Replacement replacementFor(Rule rule) {
    Replacement own = replacementsByRule.get(rule.id());
    Replacement set =
        own != null ? own : replacementsByKind.getOrDefault(rule.kind(), defaultReplacement);
    boolean suits = !rule.findsLinesOfKeys() || set.suitsLines();
    return suits ? set : Replacement.placeholder();
  }

  Action actionForKnownSecrets() {
    return actionsByKind.getOrDefault(KNOWN_SECRET_KIND, Action.MASK);
  }

  Replacement replacementForKnownSecrets() {
    return replacementsByKind.getOrDefault(KNOWN_SECRET_KIND, defaultReplacement);
  }

  /** Returns what can replace anything that is masked. */
  Set<Replacement> replacements() {
    Set<Replacement> all = new LinkedHashSet<>();
    all.add(replacementForKnownSecrets());
    all.add(defaultReplacement);
    all.add(Replacement.placeholder()); // of lines of keys, if the default does not suit them
    all.addAll(replacementsByKind.values());
    all.addAll(replacementsByRule.values());
    return all;
  }

  /**
   * Fails if something is said of a rule or kind that the policy does not have or that is off.
   *
   * @param offered all rules that the policy can switch on
   * @param on those that are on
   */
  void requireFor(RuleSet offered, RuleSet on) {
    for (String id : actionsByRule.keySet()) {
      require(offered.rule(id).isPresent(), "action for '" + id + "', which is no rule of the set");
      require(on.rule(id).isPresent(), "action for '" + id + "', which is off: enable it");
    }
    for (String kind : actionsByKind.keySet()) {
      require(hasKind(offered, kind), "action for '" + kind + "', which is no kind of the set");
      require(hasKind(on, kind), "action for '" + kind + "', which is off: enable it");
    }
    replacementsByRule.forEach(
        (id, replacement) -> {
          require(
              on.rule(id).isPresent(), "replacement for '" + id + "', which is no rule of the set");
          on.rule(id).ifPresent(rule -> requireSuitable(rule, replacement));
        });
    for (String kind : replacementsByKind.keySet()) {
      require(hasKind(on, kind), "replacement for '" + kind + "', which is no kind of the set");
    }
  }

  /** Fails if {@code replacement} is asked for the lines of a key and cannot stand for them. */
  static void requireSuitable(Rule rule, Replacement replacement) {
    require(
        !rule.findsLinesOfKeys() || replacement.suitsLines(),
        "rule '"
            + rule.id()
            + "' finds lines of keys, which only placeholder and shape can replace");
  }

  /** Returns true if a policy over {@code rules} can name this kind. */
  static boolean hasKind(RuleSet rules, String kind) {
    return kind.equals(KNOWN_SECRET_KIND)
        || rules.rules().stream().anyMatch(rule -> rule.kind().equals(kind));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  Builder toBuilder() {
    Builder copy = new Builder();
    copy.actionsByRule.putAll(actionsByRule);
    copy.actionsByKind.putAll(actionsByKind);
    copy.replacementsByRule.putAll(replacementsByRule);
    copy.replacementsByKind.putAll(replacementsByKind);
    copy.defaultReplacement = defaultReplacement;
    return copy;
  }

  /** Collects actions and replacements. Confined to one thread. */
  static final class Builder {
    private final Map<String, Action> actionsByRule = new TreeMap<>();
    private final Map<String, Action> actionsByKind = new TreeMap<>();
    private final Map<String, Replacement> replacementsByRule = new TreeMap<>();
    private final Map<String, Replacement> replacementsByKind = new TreeMap<>();
    private Replacement defaultReplacement = Replacement.placeholder();

    void actionForRule(String id, Action action) {
      actionsByRule.put(Objects.requireNonNull(id, "id"), Objects.requireNonNull(action, "action"));
    }

    void actionForKind(String kind, Action action) {
      actionsByKind.put(
          Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(action, "action"));
    }

    void replacementForRule(String id, Replacement replacement) {
      replacementsByRule.put(
          Objects.requireNonNull(id, "id"), Objects.requireNonNull(replacement, "replacement"));
    }

    void replacementForKind(String kind, Replacement replacement) {
      replacementsByKind.put(
          Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(replacement, "replacement"));
    }

    void defaultReplacement(Replacement replacement) {
      this.defaultReplacement = Objects.requireNonNull(replacement, "replacement");
    }

    Treatment build() {
      return new Treatment(this);
    }
  }
}
