package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.network.InternalHostDetector;
import dev.tacenda.mask.internal.network.IpDetector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which rules a policy looks for: those it is offered, of which a profile and what it enables
 * switch some on, with the internal names of its own. Confined to one thread, as the policy's
 * builder is.
 */
final class RuleChoice {
  private RuleSet offered;
  private Profile profile = Profile.STANDARD;
  private final Set<String> added = new HashSet<>();
  private final Set<String> enabled = new HashSet<>();
  private final Map<String, List<String>> internalNames = new TreeMap<>();

  RuleChoice(RuleSet offered) {
    this.offered = offered;
  }

  RuleChoice copy() {
    RuleChoice copy = new RuleChoice(offered);
    copy.profile = profile;
    copy.added.addAll(added);
    copy.enabled.addAll(enabled);
    internalNames.forEach((key, names) -> copy.internalNames.put(key, new ArrayList<>(names)));
    return copy;
  }

  RuleSet offered() {
    return offered;
  }

  void add(RuleSet rules) {
    this.offered = offered.plus(rules);
    rules.rules().forEach(rule -> added.add(rule.id()));
  }

  void profile(Profile value) {
    this.profile = Objects.requireNonNull(value, "profile");
  }

  void enable(String ruleOrKind) {
    enabled.add(Objects.requireNonNull(ruleOrKind, "ruleOrKind"));
  }

  void internalSuffix(String suffix) {
    String unused = InternalHostDetector.keyword(Objects.requireNonNull(suffix, "suffix"));
    internalName(LineDetectors.INTERNAL_HOST, suffix);
  }

  void internalNetwork(String cidr) {
    LineDetector unused = IpDetector.within(List.of(Objects.requireNonNull(cidr, "cidr")));
    internalName(LineDetectors.INTERNAL_ADDRESS, cidr);
  }

  private void internalName(String detector, String name) {
    internalNames.computeIfAbsent(detector, none -> new ArrayList<>()).add(name);
  }

  /**
   * Returns the rules that are on.
   *
   * @throws IllegalArgumentException if something is switched on that is not offered
   */
  RuleSet on() {
    requireOffered();
    DefaultRules defaults = new DefaultRules(profile, added);
    List<Rule> on = new ArrayList<>();
    for (Rule rule : offered.rules()) {
      if (defaults.include(rule) || switchesOn(rule)) {
        on.add(withInternalNames(rule));
      }
    }
    return RuleSet.ofSorted(on);
  }

  private void requireOffered() {
    for (String name : enabled) {
      require(
          offered.rules().stream().anyMatch(r -> r.id().equals(name) || r.kind().equals(name)),
          "'" + name + "' is no rule and no kind of the set");
    }
    for (String detector : internalNames.keySet()) {
      require(
          offered.rules().stream().anyMatch(r -> r.uses(detector)),
          "internal names need a rule with detector '" + detector + "'");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private boolean switchesOn(Rule rule) {
    return enabled.contains(rule.id())
        || enabled.contains(rule.kind())
        || !internalNames.isEmpty() && internalNames.keySet().stream().anyMatch(rule::uses);
  }

  private Rule withInternalNames(Rule rule) {
    for (Map.Entry<String, List<String>> names : internalNames.entrySet()) {
      if (rule.uses(names.getKey())) {
        return rule.lookingAlsoFor(names.getValue());
      }
    }
    return rule;
  }
}
