package dev.tacenda.mask;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules and kinds that a policy file may name, and what to say about others. Immutable. */
record PolicyNames(RuleSet rules, Set<String> disabled) {
  PolicyNames {
    disabled = Set.copyOf(disabled);
  }

  /** Returns the rule called {@code id}; {@code use} is what the file wants to set for it. */
  Rule requireRule(YamlNode node, String id, String use) {
    if (disabled.contains(id) && rules.rule(id).isEmpty()) {
      throw node.place()
          .error(
              "rule '" + id + "' is disabled in this policy",
              "remove the " + use + " or enable it");
    }
    requireKnown(node, "rule", id, ids(rules));
    return rules.rule(id).orElseThrow();
  }

  void requireKind(YamlNode node, String kind) {
    Set<String> kinds = new TreeSet<>();
    rules.rules().forEach(rule -> kinds.add(rule.kind()));
    kinds.add(MaskingPolicy.KNOWN_SECRET_KIND);
    requireKnown(node, "kind", kind, kinds);
  }

  static Set<String> ids(RuleSet rules) {
    return rules.rules().stream().map(Rule::id).collect(Collectors.toSet());
  }

  static void requireKnown(YamlNode node, String what, String name, Set<String> known) {
    if (!known.contains(name)) {
      throw node.place()
          .error("unknown " + what + " " + Suggestion.shown(name), Suggestion.among(name, known));
    }
  }
}
