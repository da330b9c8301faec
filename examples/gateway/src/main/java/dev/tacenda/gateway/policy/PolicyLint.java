package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Finds what is wrong or probably not meant in a folder of policies. Confined to one thread. */
final class PolicyLint {
  private final PolicyFolder folder;
  private final RuleMeasure measure;
  private final List<Diagnostic> found = new ArrayList<>();

  PolicyLint(PolicyFolder folder, RuleMeasure measure) {
    this.folder = folder;
    this.measure = measure;
  }

  /** Returns what was found, by file, line and column. */
  List<Diagnostic> run() {
    found.addAll(folder.problems());
    found.addAll(folder.notes());
    PolicyTests tests = Objects.requireNonNullElse(folder.tests(), PolicyTests.none());
    RuleLint rules = new RuleLint(measure, tests, found::add);
    for (PolicyFile file : folder.files()) {
      rules.check(file.ownRules(), policyWith(file));
      if (file.yaml() != null && file.asPolicy().isPresent()) {
        new SettingsLint(file.yaml(), file.asPolicy().get(), found::add).check();
      }
    }
    return List.copyOf(new TreeSet<>(found));
  }

  /** The policy in which the rules of a file are used: its own, or the first that has them. */
  private MaskingPolicy policyWith(PolicyFile file) {
    if (file.asPolicy().isPresent() && file.yaml() != null) {
      return file.asPolicy().get();
    }
    List<MaskingPolicy> users =
        folder.policies().values().stream()
            .filter(p -> file.ownRules().stream().anyMatch(r -> has(p, r.rule().id())))
            .toList();
    if (!users.isEmpty()) {
      return users.get(0);
    }
    if (file.asPolicy().isEmpty() && folder.problems().isEmpty()) {
      found.add(
          Diagnostic.warning(
              new YamlPlace(file.name(), 1, 1), "unused-file", "no policy uses these rules"));
    }
    RuleSet own = RuleSet.of(file.ownRules().stream().map(PolicyFile.OwnRule::rule).toList());
    return MaskingPolicy.builder(own).build();
  }

  private static boolean has(MaskingPolicy policy, String id) {
    return policy.rules().rule(id).isPresent();
  }
}
