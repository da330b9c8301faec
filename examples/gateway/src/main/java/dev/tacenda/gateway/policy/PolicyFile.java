package dev.tacenda.gateway.policy;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlPlace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that was read, with the rules that stand in it. Immutable.
 *
 * @param name as messages call it
 * @param yaml its content; null if it is in another format
 * @param policy what it is, if it is a policy or can be the base of one; else null
 */
record PolicyFile(
    String name, @Nullable YamlMap yaml, @Nullable MaskingPolicy policy, List<OwnRule> ownRules) {

  /** A rule and where it stands. */
  record OwnRule(Rule rule, YamlPlace place, @Nullable YamlMap yaml) {}

  PolicyFile {
    ownRules = List.copyOf(ownRules);
  }

  Optional<MaskingPolicy> asPolicy() {
    return Optional.ofNullable(policy);
  }
}
