package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads how a set of policies is rolled out. */
final class RolloutReader {
  private static final Set<String> KEYS = Set.of("mode", "percent", "groups", "may-ease");
  private static final Map<String, Rollout.Mode> MODES =
      Map.of("shadow", Rollout.Mode.SHADOW, "canary", Rollout.Mode.CANARY);

  private RolloutReader() {}

  /**
   * Reads a rollout.
   *
   * @param knownGroups the groups it can name
   */
  static Rollout read(YamlNode node, Set<String> knownGroups) {
    YamlMap yaml = node.asMap("rollout").onlyKeys(KEYS);
    Rollout.Mode mode = yaml.required("mode").asWord("mode", MODES);
    int percent = yaml.optional("percent").map(n -> n.asInt("percent", 1, 100)).orElse(0);
    Set<String> groups = new LinkedHashSet<>();
    if (yaml.optional("groups").isPresent()) {
      for (YamlNode item : yaml.required("groups").asList("groups")) {
        String group = item.asText("a group");
        if (!knownGroups.contains(group)) {
          throw item.place().unknownWord("group", group, knownGroups);
        }
        groups.add(group);
      }
    }
    boolean mayEase = yaml.optional("may-ease").map(n -> n.asBoolean("may-ease")).orElse(false);
    try {
      return new Rollout(mode, percent, groups, mayEase);
    } catch (IllegalArgumentException refused) {
      throw yaml.place()
          .error(String.valueOf(refused.getMessage()), "add 'percent' or 'groups' to a canary");
    }
  }
}
