package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a selection file says: which callers are in which group, and which policies a group has.
 * Immutable.
 *
 * @param unknown the name of the policy of callers to whom no rule applies, or nothing
 * @param anonymous the name of the policy of callers without an identity, or nothing
 * @param rules in the order of the file
 * @param groups by name, in the order of the file
 */
record Selection(
    String unknown,
    String anonymous,
    List<ClaimRule> rules,
    Map<String, Group> groups,
    List<Easing> easings,
    @Nullable Rollout rollout) {

  /**
   * Whom the same policies apply to.
   *
   * @param line where it stands in the selection file
   * @param policies names of policies
   */
  record Group(String name, int line, List<String> policies) {
    Group {
      policies = List.copyOf(policies);
    }
  }

  Selection {
    rules = List.copyOf(rules);
    groups = new LinkedHashMap<>(groups);
    easings = List.copyOf(easings);
  }

  Optional<Rollout> optionalRollout() {
    return Optional.ofNullable(rollout);
  }

  Optional<String> unknownPolicy() {
    return unknown.isEmpty() ? Optional.empty() : Optional.of(unknown);
  }

  Optional<String> anonymousPolicy() {
    return anonymous.isEmpty() ? Optional.empty() : Optional.of(anonymous);
  }

  void digest(Sha256Parts into) {
    into.text(unknown);
    into.text(anonymous);
    into.text(Integer.toString(rules.size()));
    rules.forEach(rule -> rule.digest(into));
    into.text(Integer.toString(groups.size()));
    new TreeMap<>(groups)
        .forEach(
            (name, group) -> {
              into.text(name);
              into.texts(group.policies().stream().sorted().toList());
            });
    into.text(Integer.toString(easings.size()));
    easings.forEach(each -> each.digest(into));
    optionalRollout().ifPresent(each -> each.digest(into));
  }
}
