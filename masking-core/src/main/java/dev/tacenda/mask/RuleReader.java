package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads rules from YAML: from rule files, and from the {@code add} list of a policy. */
final class RuleReader {
  private static final Set<String> FILE_KEYS = Set.of("tacenda-rules", "rules");
  private static final Set<String> RULE_KEYS =
      Set.of(
          "id",
          "kind",
          "type",
          "severity",
          "description",
          "source",
          "specificity",
          "keywords",
          "always",
          "pattern",
          "group",
          "detector",
          "checks",
          "except");

  private static final Map<String, Severity> SEVERITIES = words(Severity.values());
  private static final Map<String, Rule.Detector> DETECTORS = words(Rule.Detector.values());

  private RuleReader() {}

  /** Reads a rule file. */
  static List<Rule> file(String sourceName, byte[] yaml) {
    YamlMap file = StrictYaml.read(sourceName, yaml).onlyKeys(FILE_KEYS);
    file.required("tacenda-rules").asInt("tacenda-rules", 1, 1);
    return rules("rules", file.required("rules"), Set.of());
  }

  /** Reads a list of rules, in which an id may stand only once and none may be in {@code taken}. */
  static List<Rule> rules(String name, YamlNode list, Set<String> taken) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (YamlNode item : list.asList(name)) {
      Rule rule = rule(item.asMap("a rule"));
      YamlPlace place = item.asMap("a rule").required("id").place();
      Integer earlier = lines.putIfAbsent(rule.id(), place.line());
      if (earlier != null) {
        throw place.error(
            "duplicate rule id '" + rule.id() + "'", "rename it or the one in line " + earlier);
      }
      if (taken.contains(rule.id())) {
        throw place.error(
            "rule id '" + rule.id() + "' is already in use",
            "rename it, or disable the rule that it is to replace");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static Rule rule(YamlMap yaml) {
    yaml.onlyKeys(RULE_KEYS);
    Rule.Builder rule = names(yaml);
    yaml.optional("specificity")
        .ifPresent(n -> rule.specificity(n.asInt("specificity", 0, Rule.MAX_SPECIFICITY)));
    detection(yaml, rule);
    conditions(yaml, rule);
    try {
      return rule.build();
    } catch (IllegalArgumentException e) {
      throw yaml.place()
          .error(String.valueOf(e.getMessage()), "see 'Fields' in masking-core/RULES.md");
    }
  }

  private static Rule.Builder names(YamlMap yaml) {
    yaml.required("id").useText("id", "for example acme-api-key", Rule.Builder::requireId);
    yaml.required("kind").useText("kind", "for example service-key", Rule.Builder::requireKind);
    yaml.required("type").useText("type", "for example ACMEKEY", Rule.Builder::requireType);
    Rule.Builder rule =
        Rule.builder(
            yaml.required("id").asText("id"),
            yaml.required("kind").asText("kind"),
            yaml.required("type").asText("type"),
            yaml.required("severity").asWord("severity", SEVERITIES));
    yaml.required("description").useText("description", "say what it finds", rule::description);
    yaml.required("source")
        .useText("source", "name the page that documents the format", rule::source);
    return rule;
  }

  private static void detection(YamlMap yaml, Rule.Builder rule) {
    yaml.optional("keywords")
        .ifPresent(
            list ->
                items("keywords", list)
                    .forEach(n -> n.useText("a keyword", "use a longer word", rule::keyword)));
    yaml.optional("always").ifPresent(n -> always(n, rule));
    yaml.optional("detector").ifPresent(n -> rule.detector(n.asWord("detector", DETECTORS)));
    yaml.optional("pattern")
        .ifPresent(
            n ->
                n.useText(
                    "pattern", "see https://github.com/google/re2/wiki/Syntax", rule::pattern));
    yaml.optional("group").ifPresent(n -> rule.group(n.asInt("group", 0, 99)));
  }

  private static void always(YamlNode node, Rule.Builder rule) {
    if (node.asBoolean("always")) {
      rule.always();
    }
  }

  private static void conditions(YamlMap yaml, Rule.Builder rule) {
    yaml.optional("checks")
        .ifPresent(list -> items("checks", list).forEach(node -> addCheck(node, rule)));
    yaml.optional("except")
        .ifPresent(
            list ->
                items("except", list)
                    .forEach(
                        n -> n.useText("an exception", "write an RE2 expression", rule::except)));
  }

  private static void addCheck(YamlNode node, Rule.Builder rule) {
    Check check = check(node);
    try {
      rule.check(check);
    } catch (IllegalArgumentException e) {
      throw node.place().error(String.valueOf(e.getMessage()), "remove one of them");
    }
  }

  /** A check is a word, or a mapping of one word to its number. */
  private static Check check(YamlNode node) {
    if (!(node instanceof YamlMap map)) {
      return plainCheck(node);
    }
    Map<String, Check.Kind> kinds = Check.Kind.byYamlName();
    map.onlyKeys(kinds.keySet());
    if (map.keys().size() != 1) {
      throw map.place().error("a check must have one name", "write each check as its own item");
    }
    String name = map.keys().iterator().next();
    Check.Kind kind = kinds.get(name);
    if (kind == null || !kind.takesParameter()) {
      throw map.place().error("check '" + name + "' takes no number", "write only its name");
    }
    return new Check(kind, map.required(name).asNumber(name, kind.min(), kind.max()));
  }

  private static Check plainCheck(YamlNode node) {
    Check.Kind kind = node.asWord("check", Check.Kind.byYamlName());
    if (kind.takesParameter()) {
      throw node.place()
          .error(
              "check '" + kind.yamlName() + "' needs a number",
              "write {" + kind.yamlName() + ": " + kind.min() + "} or more");
    }
    return new Check(kind, 0);
  }

  private static List<YamlNode> items(String name, YamlNode list) {
    List<YamlNode> items = list.asList(name);
    if (items.isEmpty()) {
      throw list.place().error(name + " is empty", "remove it, or list at least one");
    }
    return items;
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new HashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return Map.copyOf(words);
  }
}
