package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.Selection.Group;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the parts of a selection file that say who is in which group. Used for one file. */
final class SelectionReader {
  static final String FILE = "selection.yaml";

  static final int MAX_RULES = 1_000;
  static final int MAX_CONDITIONS = 32;
  static final int MAX_GROUPS = 256;
  static final int MAX_POLICIES_OF_GROUP = 32;
  static final int MAX_EXCEPTIONS = 256;
  static final int MAX_REASON_LENGTH = 300;

  private static final Set<String> KEYS =
      Set.of(
          "tacenda-selection",
          "when-several-match",
          "unknown",
          "anonymous",
          "policies",
          "groups",
          "rules",
          "exceptions",
          "rollout");
  private static final Set<String> EXCEPTION_KEYS =
      Set.of("group", "rule", "risk", "action", "until", "reason");
  private static final Map<String, Boolean> SEVERAL = Map.of("union", true);
  private static final Map<String, Action> ACTIONS =
      Map.of("allow", Action.ALLOW, "mask", Action.MASK, "ask", Action.ASK);
  private static final Map<String, Risk> RISKS =
      Arrays.stream(Risk.values())
          .collect(Collectors.toUnmodifiableMap(Risk::id, Function.identity()));
  private static final String DENY = "deny";

  private final YamlMap file;
  private final Set<String> policies;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * Reads a file.
   *
   * @param policies the names of the policies that there are
   */
  SelectionReader(YamlMap file, Set<String> policies) {
    this.file = file;
    this.policies = policies;
  }

  /** Fails if the file is not a selection file of a version that is known. */
  static YamlMap requireForm(YamlMap file) {
    file.onlyKeys(KEYS).required("tacenda-selection").asInt("tacenda-selection", 1, 1);
    return file;
  }

  Selection read() {
    file.optional("when-several-match").ifPresent(n -> n.asWord("when-several-match", SEVERAL));
    readGroups(file.required("groups").asMap("groups"));
    return new Selection(
        policyOrDeny("unknown"),
        policyOrDeny("anonymous"),
        rules(),
        groups,
        exceptions(),
        file.optional("rollout")
            .map(node -> RolloutReader.read(node, groups.keySet()))
            .orElse(null));
  }

  private String policyOrDeny(String key) {
    if (file.optional(key).isEmpty()) {
      return "";
    }
    YamlNode node = file.required(key);
    String name = node.asText(key);
    return name.equals(DENY) ? "" : requirePolicy(node, name);
  }

  private String requirePolicy(YamlNode node, String name) {
    if (!policies.contains(name)) {
      throw node.place().unknownWord("policy", name, policies);
    }
    return name;
  }

  private void readGroups(YamlMap yaml) {
    Names.requireCount(yaml, "groups", yaml.keys().size(), MAX_GROUPS);
    for (String name : yaml.keys()) {
      Names.require(yaml.keyPlace(name), "group", name);
      YamlNode list = yaml.required(name);
      List<String> used = new ArrayList<>();
      for (YamlNode item : list.asList("the policies of a group")) {
        String policy = requirePolicy(item, item.asText("a policy"));
        if (used.contains(policy)) {
          throw item.place().error("policy '" + policy + "' is there twice", "remove one of them");
        }
        used.add(policy);
      }
      if (used.isEmpty()) {
        throw list.place()
            .error(
                "group '" + name + "' has no policy",
                "name one; to refuse callers, write 'deny' in a rule");
      }
      Names.requireCount(list, "policies of a group", used.size(), MAX_POLICIES_OF_GROUP);
      groups.put(name, new Group(name, yaml.keyPlace(name).line(), used));
    }
  }

  private List<ClaimRule> rules() {
    YamlNode list = file.required("rules");
    List<YamlNode> items = list.asList("rules");
    Names.requireCount(list, "rules", items.size(), MAX_RULES);
    ClaimRuleReader reader = new ClaimRuleReader(groups.keySet());
    return items.stream().map(item -> reader.read(item.asMap("a rule"))).toList();
  }

  private List<Easing> exceptions() {
    if (file.optional("exceptions").isEmpty()) {
      return List.of();
    }
    YamlNode list = file.required("exceptions");
    List<YamlNode> items = list.asList("exceptions");
    Names.requireCount(list, "exceptions", items.size(), MAX_EXCEPTIONS);
    return items.stream().map(item -> exception(item.asMap("an exception"))).toList();
  }

  private Easing exception(YamlMap yaml) {
    yaml.onlyKeys(EXCEPTION_KEYS);
    YamlNode group = yaml.required("group");
    if (!groups.containsKey(group.asText("group"))) {
      throw group.place().unknownWord("group", group.asText("group"), groups.keySet());
    }
    boolean isRisk = yaml.optional("risk").isPresent();
    if (isRisk == yaml.optional("rule").isPresent()) {
      throw yaml.place().error("an exception needs one of 'rule' and 'risk'", "name one of them");
    }
    String target =
        isRisk
            ? yaml.required("risk").asWord("risk", RISKS).id()
            : yaml.required("rule").asText("rule");
    return new Easing(
        yaml.place().line(),
        group.asText("group"),
        isRisk,
        target,
        yaml.required("action").asWord("action of an exception", ACTIONS),
        instant(yaml.required("until")),
        Names.line(yaml.required("reason"), "reason", MAX_REASON_LENGTH));
  }

  private static Instant instant(YamlNode node) {
    String text = node.asText("until");
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      PolicyException error =
          node.place()
              .error("'until' is not an instant in UTC", "write it like 2026-12-31T18:00:00Z");
      throw error;
    }
  }
}
