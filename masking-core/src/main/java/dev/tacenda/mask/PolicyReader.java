package dev.tacenda.mask;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a policy file; the file only translates into calls of the policy's builder. */
final class PolicyReader {
  private static final Set<String> KEYS =
      Set.of(
          "tacenda-policy",
          "name",
          "revision",
          "anonymous-callers",
          "binary",
          "profile",
          "min-confidence",
          "rules",
          "internal-names",
          "actions",
          "replacements",
          "restore",
          "risks",
          "unknown-fields",
          "write-back",
          "limits");
  private static final Set<String> RULES_KEYS = Set.of("use", "enable", "disable", "add");
  private static final Set<String> ACTION_KEYS = Set.of("rule", "kind", "action");
  private static final Set<String> LIMIT_KEYS =
      Set.of("max-body-bytes", "max-depth", "max-findings");
  private static final Map<String, Action> ACTIONS = actionWords();
  private static final Map<String, Profile> PROFILES =
      Map.of("minimal", Profile.MINIMAL, "standard", Profile.STANDARD, "strict", Profile.STRICT);
  private static final String STANDARD = "standard";

  private final Set<String> disabled = new HashSet<>();
  private final Map<String, Integer> linesOfActions = new HashMap<>();
  private RuleSet added = RuleSet.of(List.of());
  private Profile profile = Profile.STANDARD;

  private PolicyReader() {}

  /** Reads a policy. */
  static MaskingPolicy read(String sourceName, byte[] yaml) {
    YamlMap file = StrictYaml.read(sourceName, yaml).onlyKeys(KEYS);
    file.required("tacenda-policy").asInt("tacenda-policy", 1, 1);
    return new PolicyReader().policy(file);
  }

  private MaskingPolicy policy(YamlMap file) {
    YamlNode name = file.required("name");
    name.useText("name", "for example builds", PolicyName::require);
    file.optional("profile").ifPresent(node -> profile = node.asWord("profile", PROFILES));
    YamlMap rulesYaml = file.required("rules").asMap("rules").onlyKeys(RULES_KEYS);
    RuleSet used = rules(rulesYaml);
    RuleSet rules = used.plus(added);
    RuleSwitches switches = new RuleSwitches(rules, new DefaultRules(profile, ids(added)));
    MaskingPolicy.Builder policy =
        MaskingPolicy.builder(used)
            .addRules(added)
            .profile(profile)
            .name(name.asText("name"))
            .revision(file.required("revision").asInt("revision", 1, Integer.MAX_VALUE))
            .limits(file.optional("limits").map(PolicyReader::limits).orElse(Limits.standard()));
    requireUseOfProfile(file);
    file.optional("min-confidence")
        .ifPresent(n -> policy.minConfidence(n.asInt("min-confidence", 1, Label.MAX_CONFIDENCE)));
    policy.traffic(new TrafficReader(kinds(rules)).read(file));
    RuleSwitches.Target target = (node, word) -> requireSwitch(node, word, rules);
    rulesYaml.optional("enable").ifPresent(list -> switches.enable(list, target, policy));
    file.optional("internal-names").ifPresent(node -> switches.internalNames(node, policy));
    file.optional("actions")
        .ifPresent(
            list ->
                list.asList("actions")
                    .forEach(item -> action(item.asMap("an action"), rules, switches, policy)));
    file.optional("replacements")
        .ifPresent(
            list ->
                new ReplacementReader(
                        rules,
                        policy,
                        (node, what, word, all) -> {
                          requireTarget(node, what, word, all);
                          switches.requireOn(node, what, word);
                        })
                    .read(list));
    return policy.build();
  }

  /** A profile chooses among the shipped rules, and says nothing without them. */
  private static void requireUseOfProfile(YamlMap file) {
    YamlNode use = file.required("rules").asMap("rules").required("use");
    if (file.keys().contains("profile") && use.asList("use").isEmpty()) {
      throw file.keyPlace("profile")
          .error("a profile of rules that are not used", "write 'use: [standard]', or remove it");
    }
  }

  /** Returns the rules of the sets that are used, and keeps those that are added. */
  private RuleSet rules(YamlMap yaml) {
    RuleSet rules = used(yaml.required("use"));
    if (yaml.optional("disable").isPresent()) {
      rules = withoutDisabled(rules, yaml.required("disable"));
    }
    if (yaml.optional("add").isPresent()) {
      added = RuleSet.of(RuleReader.added(yaml.required("add"), ids(rules)));
    }
    if (rules.rules().isEmpty() && added.rules().isEmpty()) {
      throw yaml.place().error("the policy has no rules", "write 'use: [standard]', or add rules");
    }
    return rules;
  }

  private static RuleSet used(YamlNode use) {
    Set<String> seen = new HashSet<>();
    for (YamlNode item : use.asList("use")) {
      String name = item.asWord("rule set", Map.of(STANDARD, STANDARD));
      if (!seen.add(name)) {
        throw item.place().error("rule set '" + name + "' is used twice", "remove one of them");
      }
    }
    return seen.contains(STANDARD) ? RuleSet.standard() : RuleSet.of(List.of());
  }

  private RuleSet withoutDisabled(RuleSet rules, YamlNode list) {
    RuleSet rest = rules;
    for (YamlNode item : list.asList("disable")) {
      String id = item.asText("a rule id");
      if (disabled.contains(id)) {
        throw item.place().error("rule '" + id + "' is disabled twice", "remove one of them");
      }
      requireKnown(item, "rule", id, ids(rules));
      disabled.add(id);
      rest = rest.without(id);
    }
    return rest;
  }

  private void action(
      YamlMap yaml, RuleSet rules, RuleSwitches switches, MaskingPolicy.Builder policy) {
    yaml.onlyKeys(ACTION_KEYS);
    boolean forRule = yaml.optional("rule").isPresent();
    if (forRule == yaml.optional("kind").isPresent()) {
      throw yaml.place().error("an action needs one of 'rule' and 'kind'", "name one of them");
    }
    String what = forRule ? "rule" : "kind";
    YamlNode node = yaml.required(what);
    String name = node.asText(what);
    Action action = yaml.required("action").asWord("action", ACTIONS);
    refuseSecond(node, what, name);
    if (forRule) {
      refuseDisabled(node, name, rules, "remove the action or enable it");
      requireKnown(node, what, name, ids(rules));
      switches.requireOn(node, what, name);
      policy.actionForRule(name, action);
      return;
    }
    requireKnown(node, what, name, kinds(rules));
    switches.requireOn(node, what, name);
    policy.actionForKind(name, action);
  }

  private void refuseSecond(YamlNode node, String what, String name) {
    Integer line = linesOfActions.putIfAbsent(what + " " + name, node.place().line());
    if (line != null) {
      throw node.place()
          .error(
              "second action for " + what + " " + Suggestion.shown(name),
              "remove it or the one in line " + line);
    }
  }

  /** Refuses a replacement for a rule or kind that is not there. */
  private void requireTarget(YamlNode node, String what, String name, RuleSet rules) {
    if (what.equals("rule")) {
      refuseDisabled(node, name, rules, "remove the replacement or enable it");
      requireKnown(node, what, name, ids(rules));
      return;
    }
    requireKnown(node, what, name, kinds(rules));
  }

  private void requireSwitch(YamlNode node, String name, RuleSet rules) {
    refuseDisabled(node, name, rules, "remove it from 'enable' or from 'disable'");
    Set<String> known = new TreeSet<>(ids(rules));
    known.addAll(kinds(rules));
    requireKnown(node, "rule or kind", name, known);
  }

  private void refuseDisabled(YamlNode node, String id, RuleSet rules, String remedy) {
    if (disabled.contains(id) && rules.rule(id).isEmpty()) {
      throw node.place().error("rule '" + id + "' is disabled in this policy", remedy);
    }
  }

  private static void requireKnown(YamlNode node, String what, String name, Set<String> known) {
    if (!known.contains(name)) {
      throw node.place()
          .error(
              PolicyException.Kind.UNKNOWN_WORD,
              "unknown " + what + " " + Suggestion.shown(name),
              Suggestion.among(name, known));
    }
  }

  private static Limits limits(YamlNode node) {
    YamlMap yaml = node.asMap("limits").onlyKeys(LIMIT_KEYS);
    Limits standard = Limits.standard();
    return new Limits(
        limit(yaml, "max-body-bytes", 1 << 30, standard.maxBodyBytes()),
        limit(yaml, "max-depth", 1024, standard.maxDepth()),
        limit(yaml, "max-findings", 10_000_000, standard.maxFindings()));
  }

  private static int limit(YamlMap yaml, String key, int max, int standard) {
    return yaml.optional(key).map(n -> n.asInt(key, 1, max)).orElse(standard);
  }

  private static Set<String> ids(RuleSet rules) {
    return rules.rules().stream().map(Rule::id).collect(Collectors.toSet());
  }

  private static Set<String> kinds(RuleSet rules) {
    Set<String> kinds = new TreeSet<>();
    rules.rules().forEach(rule -> kinds.add(rule.kind()));
    kinds.add(Treatment.KNOWN_SECRET_KIND);
    return kinds;
  }

  private static Map<String, Action> actionWords() {
    Map<String, Action> words = new HashMap<>();
    for (Action action : Action.values()) {
      words.put(action.name().toLowerCase(Locale.ROOT), action);
    }
    return Map.copyOf(words);
  }
}
