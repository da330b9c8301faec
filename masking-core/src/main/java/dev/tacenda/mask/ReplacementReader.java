package dev.tacenda.mask;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code replacements} of a policy file into its builder. Confined to one thread. */
final class ReplacementReader {
  private static final String DEFAULT = "default";
  private static final List<String> TARGETS = List.of("rule", "kind", DEFAULT);
  private static final Set<String> KEYS =
      Set.of("rule", "kind", DEFAULT, "style", "keep-last", "text");
  private static final Map<String, Replacement.Style> STYLES =
      Map.of(
          Replacement.Style.PLACEHOLDER.word(), Replacement.Style.PLACEHOLDER,
          Replacement.Style.ASTERISKS.word(), Replacement.Style.ASTERISKS,
          Replacement.Style.HASH.word(), Replacement.Style.HASH,
          Replacement.Style.FIXED.word(), Replacement.Style.FIXED,
          Replacement.Style.PARTIAL.word(), Replacement.Style.PARTIAL,
          Replacement.Style.SHAPE.word(), Replacement.Style.SHAPE);

  private final RuleSet rules;
  private final MaskingPolicy.Builder policy;
  private final TargetCheck targets;
  private final Map<String, Integer> lines = new HashMap<>();

  /** Fails if a file names a rule or kind that the policy does not have. */
  interface TargetCheck {
    void require(YamlNode node, String what, String name, RuleSet rules);
  }

  ReplacementReader(RuleSet rules, MaskingPolicy.Builder policy, TargetCheck targets) {
    this.rules = rules;
    this.policy = policy;
    this.targets = targets;
  }

  void read(YamlNode list) {
    list.asList("replacements").forEach(item -> replacement(item.asMap("a replacement")));
  }

  private void replacement(YamlMap yaml) {
    yaml.onlyKeys(KEYS);
    String target = target(yaml);
    if (target.equals(DEFAULT)) {
      refuseSecond(yaml.keyPlace(DEFAULT), "the default");
      policy.defaultReplacement(styled(yaml, DEFAULT));
      return;
    }
    YamlNode node = yaml.required(target);
    String name = node.asText(target);
    Replacement replacement = styled(yaml, "style");
    refuseSecond(node.place(), target + " " + Suggestion.shown(name));
    targets.require(node, target, name, rules);
    if (target.equals("kind")) {
      policy.replacementForKind(name, replacement);
      return;
    }
    Rule rule = rules.rule(name).orElseThrow();
    node.useText("rule", "use one of these", id -> Treatment.requireSuitable(rule, replacement));
    policy.replacementForRule(name, replacement);
  }

  private static String target(YamlMap yaml) {
    List<String> given = TARGETS.stream().filter(yaml.keys()::contains).toList();
    if (given.size() != 1) {
      throw yaml.place()
          .error("a replacement needs one of 'rule', 'kind' and 'default'", "name one of them");
    }
    return given.get(0);
  }

  /** Reads the style under {@code key} with its parameters. */
  private static Replacement styled(YamlMap yaml, String key) {
    if (key.equals(DEFAULT) && yaml.keys().contains("style")) {
      throw yaml.keyPlace("style")
          .error("'style' beside 'default'", "write the style behind 'default:'");
    }
    Replacement.Style style = yaml.required(key).asWord("style", STYLES);
    refuseParameter(yaml, "keep-last", style, Replacement.Style.PARTIAL);
    refuseParameter(yaml, "text", style, Replacement.Style.FIXED);
    return switch (style) {
      case PLACEHOLDER, SHAPE_OF_LINES -> Replacement.placeholder();
      case ASTERISKS -> Replacement.asterisks();
      case HASH -> Replacement.hash();
      case SHAPE -> Replacement.shape();
      case PARTIAL -> Replacement.partial(keepLast(yaml.required("keep-last")));
      case FIXED -> Replacement.fixed(text(yaml.required("text")));
    };
  }

  private static int keepLast(YamlNode node) {
    return node.asInt("keep-last", 1, Replacement.MAX_KEEP_LAST);
  }

  private static String text(YamlNode node) {
    node.useText("text", "for example REDACTED", Replacement::requireText);
    return node.asText("text");
  }

  private static void refuseParameter(
      YamlMap yaml, String key, Replacement.Style style, Replacement.Style needed) {
    if (style != needed && yaml.keys().contains(key)) {
      throw yaml.keyPlace(key)
          .error(
              "'" + key + "' is only for style " + needed.word() + ", not " + style.word(),
              "remove it");
    }
  }

  private void refuseSecond(YamlPlace place, String what) {
    Integer line = lines.putIfAbsent(what, place.line());
    if (line != null) {
      throw place.error("second replacement for " + what, "remove it or the one in line " + line);
    }
  }
}
