package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.Selection.Group;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.PolicyException.Kind;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import dev.tacenda.mask.YamlPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Looks for what a selection file says in vain, or has probably not meant. Used for one file. */
final class SelectionCheck {
  /** An exception that lasts longer is a policy, and should be one. */
  private static final Duration LONG = Duration.ofDays(180);

  private final YamlMap file;
  private final Selection selection;
  private final Map<String, MaskingPolicy> policies;

  SelectionCheck(YamlMap file, Selection selection, Map<String, MaskingPolicy> policies) {
    this.file = file;
    this.selection = selection;
    this.policies = policies;
  }

  /**
   * Fails if a part of the file can have no effect.
   *
   * @throws PolicyException for the first of them
   */
  void requireSense() {
    requireReachableGroups();
    requireRulesThatAddSomething();
    requireExceptionsThatEase();
    requireAdmission();
  }

  private void requireReachableGroups() {
    Set<String> given = new HashSet<>();
    selection.rules().forEach(rule -> given.addAll(rule.groups()));
    YamlMap yaml = file.required("groups").asMap("groups");
    for (String group : selection.groups().keySet()) {
      if (!given.contains(group)) {
        throw yaml.keyPlace(group)
            .error(
                Kind.NO_EFFECT,
                "no rule gives group '" + group + "'",
                "write a rule that does, or remove it");
      }
    }
  }

  /** All rules that apply count, so it does not matter which of two stands first. */
  private void requireRulesThatAddSomething() {
    for (int i = 0; i < selection.rules().size(); i++) {
      for (int other = 0; other < i; other++) {
        requireDifference(other, i);
        requireDifference(i, other);
      }
    }
  }

  /** Fails if the second rule has no effect beside the first. */
  private void requireDifference(int wide, int narrow) {
    ClaimRule first = selection.rules().get(wide);
    ClaimRule rule = selection.rules().get(narrow);
    if (!first.covers(rule)) {
      return;
    }
    String other = "rule '" + first.name() + "' in line " + first.line();
    if (first.denies()) {
      throw item("rules", narrow)
          .place()
          .error(
              Kind.NO_EFFECT,
              "rule '" + rule.name() + "' never counts: " + other + " refuses whom it is for",
              "narrow that rule, or remove this one");
    }
    if (!rule.denies() && first.groups().containsAll(rule.groups())) {
      throw item("rules", narrow)
          .place()
          .error(
              Kind.NO_EFFECT,
              "rule '" + rule.name() + "' adds nothing to " + other,
              "remove it, or the other one");
    }
  }

  private void requireExceptionsThatEase() {
    for (int i = 0; i < selection.easings().size(); i++) {
      Easing easing = selection.easings().get(i);
      Group group = Objects.requireNonNull(selection.groups().get(easing.group()));
      List<MaskingPolicy> ofGroup = group.policies().stream().map(policies::get).toList();
      YamlMap yaml = item("exceptions", i).asMap("an exception");
      if (!easing.isRisk()) {
        requireRule(yaml.required("rule"), easing, ofGroup);
      }
      if (ofGroup.stream().noneMatch(easing::eases)) {
        throw yaml.place()
            .error(
                Kind.NO_EFFECT,
                "the exception eases nothing: no policy of group '"
                    + easing.group()
                    + "' is stricter about "
                    + easing.what(),
                "remove it");
      }
    }
  }

  private static void requireRule(YamlNode node, Easing easing, List<MaskingPolicy> policies) {
    Set<String> known = new TreeSet<>();
    policies.forEach(policy -> policy.rules().rules().forEach(rule -> known.add(rule.id())));
    if (!known.contains(easing.target())) {
      throw node.place().unknownWord("rule", easing.target(), known);
    }
  }

  /** A policy for callers without identity that does not serve them refuses each of their calls. */
  private void requireAdmission() {
    selection
        .anonymousPolicy()
        .filter(
            name -> !Objects.requireNonNull(policies.get(name)).traffic().admitsAnonymousCallers())
        .ifPresent(
            name -> {
              throw file.required("anonymous")
                  .place()
                  .error(
                      Kind.NO_EFFECT,
                      "policy '" + name + "' does not admit anonymous callers",
                      "write 'anonymous-callers: admit' in it, or 'anonymous: deny' here");
            });
  }

  private YamlNode item(String list, int index) {
    return file.required(list).asList(list).get(index);
  }

  /** Returns what is probably not meant. */
  List<String> warnings(Instant now) {
    List<String> warnings = new ArrayList<>();
    for (String key : List.of("unknown", "anonymous")) {
      if (file.optional(key).isEmpty()) {
        warnings.add(
            warning(
                file.place(),
                "'" + key + "' is not set, which denies",
                "write '" + key + ": deny'"));
      }
    }
    unusedPolicies(warnings);
    for (int i = 0; i < selection.rules().size(); i++) {
      YamlPlace place = item("rules", i).place();
      for (String claim : selection.rules().get(i).claimsThatOnlyMustBeThere()) {
        warnings.add(
            warning(place, "any text meets the pattern for claim '" + claim + "'", "say which"));
      }
    }
    for (int i = 0; i < selection.easings().size(); i++) {
      warn(item("exceptions", i).place(), selection.easings().get(i), now, warnings);
    }
    return warnings;
  }

  private void unusedPolicies(List<String> warnings) {
    Set<String> unused = new TreeSet<>(policies.keySet());
    selection.groups().values().forEach(group -> unused.removeAll(group.policies()));
    unused.remove(selection.unknown());
    unused.remove(selection.anonymous());
    YamlMap yaml = file.required("policies").asMap("policies");
    for (String name : unused) {
      warnings.add(warning(yaml.keyPlace(name), "nobody gets policy '" + name + "'", "remove it"));
    }
  }

  private static void warn(YamlPlace place, Easing easing, Instant now, List<String> warnings) {
    if (!easing.isOn(now)) {
      warnings.add(warning(place, "the exception has expired", "remove it"));
    } else if (easing.isOn(now.plus(LONG))) {
      warnings.add(
          warning(place, "the exception lasts more than 180 days", "make it a policy, or shorter"));
    }
  }

  private static String warning(YamlPlace place, String problem, String remedy) {
    return place.sourceName()
        + ":"
        + place.line()
        + ":"
        + place.column()
        + ": "
        + problem
        + "; "
        + remedy;
  }
}
