package dev.tacenda.mask;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads what a policy file switches on: rules that are off by default, under {@code enable}, and
 * those that look for its {@code internal-names}. Used for one file.
 */
final class RuleSwitches {
  private static final Set<String> INTERNAL_KEYS = Set.of("suffixes", "networks");
  private static final String SUFFIX = "for example corp.example";
  private static final String NETWORK = "for example 10.0.0.0/8";

  private final RuleSet rules;
  private final DefaultRules defaults;
  private final Map<String, Integer> linesOfEnabled = new HashMap<>();
  private final Set<String> detectorsOfNames = new HashSet<>();

  RuleSwitches(RuleSet rules, DefaultRules defaults) {
    this.rules = rules;
    this.defaults = defaults;
  }

  /** Refuses the name of a rule or kind that the policy does not have. */
  interface Target {
    void require(YamlNode node, String name);
  }

  /** Reads a list of ids and kinds of rules that are off by default. */
  void enable(YamlNode list, Target target, MaskingPolicy.Builder policy) {
    for (YamlNode item : list.asList("enable")) {
      String name = item.asText("a rule id or kind");
      Integer line = linesOfEnabled.putIfAbsent(name, item.place().line());
      if (line != null) {
        throw item.place()
            .error("'" + name + "' is enabled twice", "remove it or the one in line " + line);
      }
      target.require(item, name);
      if (rules.rules().stream().noneMatch(r -> isNamed(r, name) && !defaults.include(r))) {
        throw item.place()
            .error(
                "'" + name + "' is on " + defaults.profile().reason(), "remove it from 'enable'");
      }
      policy.enable(name);
    }
  }

  /** Reads suffixes and networks. What a policy lists is on: nobody lists what is not wanted. */
  void internalNames(YamlNode node, MaskingPolicy.Builder policy) {
    YamlMap yaml = node.asMap("internal-names").onlyKeys(INTERNAL_KEYS);
    if (yaml.keys().isEmpty()) {
      throw yaml.place().error("internal-names is empty", "list suffixes or networks");
    }
    names(yaml, "suffixes", LineDetectors.INTERNAL_HOST, SUFFIX, policy::internalSuffix);
    names(yaml, "networks", LineDetectors.INTERNAL_ADDRESS, NETWORK, policy::internalNetwork);
  }

  private void names(
      YamlMap yaml, String key, String detector, String example, Consumer<String> use) {
    if (yaml.optional(key).isEmpty()) {
      return;
    }
    if (rules.rules().stream().noneMatch(rule -> rule.uses(detector))) {
      throw yaml.keyPlace(key)
          .error("no rule looks for " + key, "use or add a rule with detector " + detector);
    }
    detectorsOfNames.add(detector);
    Set<String> seen = new HashSet<>();
    for (YamlNode item : RuleReader.items(key, yaml.required(key))) {
      item.useText("an item of " + key, example, use);
      String name = item.asText(key);
      if (!seen.add(name)) {
        throw item.place().error(Suggestion.shown(name) + " is there twice", "remove one of them");
      }
    }
  }

  /** Refuses a rule or kind that is off: what is set for it would look as if it were on. */
  void requireOn(YamlNode node, String what, String name) {
    boolean off =
        rules.rules().stream()
            .filter(r -> name.equals(what.equals("rule") ? r.id() : r.kind()))
            .noneMatch(this::isOn);
    if (off && !name.equals(Treatment.KNOWN_SECRET_KIND)) {
      throw node.place()
          .error(
              what + " '" + name + "' is off " + defaults.profile().reason(),
              "add it to 'enable' under 'rules'");
    }
  }

  private boolean isOn(Rule rule) {
    return defaults.include(rule)
        || detectorsOfNames.stream().anyMatch(rule::uses)
        || linesOfEnabled.keySet().stream().anyMatch(name -> isNamed(rule, name));
  }

  private static boolean isNamed(Rule rule, String name) {
    return rule.id().equals(name) || rule.kind().equals(name);
  }
}
