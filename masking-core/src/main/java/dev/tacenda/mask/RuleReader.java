package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads rules from YAML: from rule files, and from the {@code add} list of a policy. */
final class RuleReader {
  private static final Set<String> FILE_KEYS =
      Set.of("tacenda-rules", "fragments", "keyword-lists", "rules");
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
          "shape",
          "anchor",
          "exact",
          "near",
          "within",
          "checksum",
          "detector",
          "suffixes",
          "networks",
          "fields",
          "default",
          "checks",
          "except");

  private static final String RE2_REMEDY = "see https://github.com/google/re2/wiki/Syntax";
  private static final Map<String, Severity> SEVERITIES = words(Severity.values());
  private static final Map<String, Boolean> DEFAULTS = Map.of("on", true, "off", false);
  private static final String PEM = "pem";

  /** {@code assigned-password} finds values that are assigned to a name with the word password. */
  private static final Map<String, NameWord> NAME_WORDS =
      Arrays.stream(NameWord.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  word -> "assigned-" + word.name().toLowerCase(Locale.ROOT), word -> word));

  private static final Map<String, BlockKind> BLOCK_KINDS =
      Arrays.stream(BlockKind.values())
          .collect(Collectors.toUnmodifiableMap(BlockKind::yamlName, kind -> kind));

  private static final Map<String, String> DETECTORS = detectorNames();

  private final Fragments fragments;
  private final Map<String, YamlNode> keywordLists;

  private RuleReader(Fragments fragments, Map<String, YamlNode> keywordLists) {
    this.fragments = fragments;
    this.keywordLists = Map.copyOf(keywordLists);
  }

  /** Reads a rule file. */
  static List<Rule> file(String sourceName, byte[] yaml) {
    YamlMap file = StrictYaml.read(sourceName, yaml).onlyKeys(FILE_KEYS);
    file.required("tacenda-rules").asInt("tacenda-rules", 1, 1);
    Fragments fragments = file.optional("fragments").map(Fragments::read).orElse(Fragments.NONE);
    Map<String, YamlNode> lists = new HashMap<>();
    file.optional("keyword-lists").ifPresent(node -> readLists(node, lists));
    return new RuleReader(fragments, lists).rules("rules", file.required("rules"), Set.of());
  }

  /** Reads the rules that a policy adds to those with the ids {@code taken}. */
  static List<Rule> added(YamlNode list, Set<String> taken) {
    return new RuleReader(Fragments.NONE, Map.of()).rules("add", list, taken);
  }

  private List<Rule> rules(String name, YamlNode list, Set<String> taken) {
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

  private Rule rule(YamlMap yaml) {
    yaml.onlyKeys(RULE_KEYS);
    RuleBuilder rule = names(yaml);
    yaml.optional("specificity")
        .ifPresent(n -> rule.specificity(n.asInt("specificity", 0, Rule.MAX_SPECIFICITY)));
    if (!yaml.optional("default").map(n -> n.asWord("default", DEFAULTS)).orElse(true)) {
      rule.offByDefault();
    }
    detection(yaml, rule);
    conditions(yaml, rule);
    try {
      return rule.build();
    } catch (IllegalArgumentException e) {
      throw yaml.place()
          .error(String.valueOf(e.getMessage()), "see 'Fields' in masking-core/RULES.md");
    }
  }

  private static RuleBuilder names(YamlMap yaml) {
    yaml.required("id").useText("id", "for example acme-api-key", RuleBuilder::requireId);
    yaml.required("kind").useText("kind", "for example service-key", RuleBuilder::requireKind);
    yaml.required("type").useText("type", "for example ACMEKEY", RuleBuilder::requireType);
    RuleBuilder rule =
        new RuleBuilder(
            yaml.required("id").asText("id"),
            yaml.required("kind").asText("kind"),
            yaml.required("type").asText("type"),
            yaml.required("severity").asWord("severity", SEVERITIES));
    yaml.required("description").useText("description", "say what it finds", rule::description);
    yaml.required("source")
        .useText("source", "name the page that documents the format", rule::source);
    return rule;
  }

  private void detection(YamlMap yaml, RuleBuilder rule) {
    yaml.optional("keywords").ifPresent(node -> keywords(node, rule));
    yaml.optional("always").ifPresent(n -> always(n, rule));
    yaml.optional("detector").ifPresent(n -> detector(n.asWord("detector", DETECTORS), rule));
    LineDetectors.listed().forEach(listed -> wanted(yaml, listed, rule));
    yaml.optional("pattern").ifPresent(n -> pattern(n, rule));
    yaml.optional("group").ifPresent(n -> rule.group(n.asInt("group", 0, 99)));
    ShapeReader.read(yaml, rule);
    if (yaml.optional("shape").isEmpty()) {
      near(yaml, rule);
    }
  }

  /** The words of near are the keywords of a pattern or a detector, and must stand before it. */
  private void near(YamlMap yaml, RuleBuilder rule) {
    Optional<YamlNode> within = yaml.optional("within");
    Optional<YamlNode> near = yaml.optional("near");
    if (near.isEmpty()) {
      within.ifPresent(
          n -> {
            throw n.place().error("'within' needs words", "add 'near: [...]'");
          });
      return;
    }
    if (yaml.optional("keywords").isPresent()) {
      throw yaml.keyPlace("near")
          .error("a rule has both 'keywords' and 'near'", "remove 'keywords': near words are some");
    }
    words("near", near.get(), rule);
    rule.near(
        within
            .map(n -> n.asInt("within", 1, NearWords.MAX_BYTES))
            .orElse(RuleShape.DEFAULT_WITHIN));
  }

  private void keywords(YamlNode node, RuleBuilder rule) {
    words("keywords", node, rule);
  }

  /** Words are a list, or the name of one of the file's lists. */
  private void words(String key, YamlNode node, RuleBuilder rule) {
    YamlNode list =
        node instanceof YamlNode.Scalar ? node.asWord("keyword list", keywordLists) : node;
    items(key, list)
        .forEach(n -> n.useText("a keyword", "use another, longer word", rule::keyword));
  }

  private static void readLists(YamlNode node, Map<String, YamlNode> lists) {
    YamlMap yaml = node.asMap("keyword-lists");
    yaml.keys().forEach(name -> lists.put(name, yaml.required(name)));
  }

  /** A pattern is one text, or a list of texts that are joined. */
  private void pattern(YamlNode node, RuleBuilder rule) {
    StringBuilder regex = new StringBuilder();
    List<YamlNode> pieces = node instanceof YamlNode.Items ? items("pattern", node) : List.of(node);
    pieces.forEach(piece -> regex.append(fragments.expand(piece)));
    try {
      rule.pattern(regex.toString());
    } catch (IllegalArgumentException e) {
      throw node.place()
          .error(PolicyException.Kind.PATTERN, String.valueOf(e.getMessage()), RE2_REMEDY);
    }
  }

  private static void detector(String name, RuleBuilder rule) {
    NameWord word = NAME_WORDS.get(name);
    BlockKind block = BLOCK_KINDS.get(name);
    if (name.equals(PEM)) {
      rule.detector(Rule.Detector.PEM);
    } else if (word != null) {
      rule.assignedTo(word);
    } else if (block != null) {
      rule.inBlocks(block);
    } else {
      rule.lineDetector(name);
    }
  }

  private static void wanted(YamlMap yaml, LineDetectors.Listed listed, RuleBuilder rule) {
    String key = listed.key();
    if (yaml.optional(key).isEmpty()) {
      return;
    }
    if (!rule.lineDetector.equals(listed.detectorName())) {
      throw yaml.keyPlace(key)
          .error(
              "'" + key + "' is for detector " + listed.detectorName(),
              "remove it or write that detector");
    }
    String remedy = "for example " + listed.example();
    items(key, yaml.required(key)).forEach(n -> n.useText("an item", remedy, rule::wanted));
  }

  private static void always(YamlNode node, RuleBuilder rule) {
    if (node.asBoolean("always")) {
      rule.always();
    }
  }

  private static void conditions(YamlMap yaml, RuleBuilder rule) {
    yaml.optional("checks")
        .ifPresent(list -> items("checks", list).forEach(node -> addCheck(node, rule)));
    yaml.optional("except")
        .ifPresent(list -> items("except", list).forEach(node -> addException(node, rule)));
  }

  private static void addException(YamlNode node, RuleBuilder rule) {
    String regex = node.asText("an exception");
    try {
      rule.except(regex);
    } catch (IllegalArgumentException e) {
      throw node.place()
          .error(
              PolicyException.Kind.PATTERN,
              String.valueOf(e.getMessage()),
              "write an RE2 expression");
    }
  }

  private static void addCheck(YamlNode node, RuleBuilder rule) {
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

  static List<YamlNode> items(String name, YamlNode list) {
    List<YamlNode> items = list.asList(name);
    if (items.isEmpty()) {
      throw list.place().error(name + " is empty", "remove it, or list at least one");
    }
    return items;
  }

  private static Map<String, String> detectorNames() {
    Map<String, String> names = new HashMap<>();
    LineDetectors.names().forEach(name -> names.put(name, name));
    NAME_WORDS.keySet().forEach(name -> names.put(name, name));
    BLOCK_KINDS.keySet().forEach(name -> names.put(name, name));
    names.put(PEM, PEM);
    return Map.copyOf(names);
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new HashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return Map.copyOf(words);
  }
}
