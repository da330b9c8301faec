package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.MaskTest.Expected;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of tests. Confined to one call of {@link #read}. */
final class PolicyTestsReader {
  static final Set<String> KEYS = Set.of("tacenda-tests", "tests", "selection");
  static final Set<String> TEST_KEYS =
      Set.of(
          "name",
          "rule",
          "policy",
          "must-mask",
          "must-not-mask",
          "text",
          "marks",
          "json",
          "verdict");
  static final Set<String> ROW_KEYS = Set.of("name", "identity", "policies", "denied");

  private static final int MAX_TESTS = 10_000;
  private static final int MAX_NAME_CHARS = 200;
  private static final int MAX_MARK_CHARS = 8;
  private static final List<String> TEXTS = List.of("must-mask", "must-not-mask", "text");
  private static final Map<String, Action> VERDICTS = verdicts();

  private final Map<String, Integer> lines = new HashMap<>();
  private final List<MaskTest> tests = new ArrayList<>();
  private final List<SelectionTest> rows = new ArrayList<>();

  private PolicyTestsReader() {}

  static PolicyTests read(String sourceName, byte[] yaml) {
    YamlMap file = StrictYaml.read(sourceName, yaml).onlyKeys(KEYS);
    file.required("tacenda-tests").asInt("tacenda-tests", 1, 1);
    PolicyTestsReader reader = new PolicyTestsReader();
    file.optional("tests").ifPresent(list -> list.asList("tests").forEach(reader::test));
    file.optional("selection").ifPresent(list -> list.asList("selection").forEach(reader::row));
    if (reader.tests.isEmpty() && reader.rows.isEmpty()) {
      throw file.place().error("the file has no tests", "add 'tests' or 'selection'");
    }
    return new PolicyTests(reader.tests, reader.rows);
  }

  static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Action> verdicts() {
    Map<String, Action> words = new HashMap<>();
    for (Action action : Action.values()) {
      words.put(word(action), action);
    }
    return Map.copyOf(words);
  }

  private void test(YamlNode item) {
    YamlMap yaml = item.asMap("a test").onlyKeys(TEST_KEYS);
    String name = name(yaml);
    List<String> texts = TEXTS.stream().filter(yaml.keys()::contains).toList();
    if (texts.size() != 1) {
      throw yaml.place()
          .error(
              "a test needs one of 'must-mask', 'must-not-mask' and 'text'", "write one of them");
    }
    String key = texts.get(0);
    Expected expected = expected(key);
    refuse(yaml, "marks", expected != Expected.MASKED, "'marks' is only for must-mask");
    @Nullable Action verdict =
        expected == Expected.VERDICT
            ? yaml.required("verdict").asWord("verdict", VERDICTS)
            : yaml.optional("verdict").map(n -> n.asWord("verdict", VERDICTS)).orElse(null);
    tests.add(
        new MaskTest(
            name,
            yaml.required("name").place(),
            yaml.optional("rule").map(n -> n.asText("rule")).orElse(null),
            yaml.optional("policy").map(n -> n.asText("policy")).orElse(null),
            expected,
            verdict,
            yaml.optional("json").map(n -> n.asBoolean("json")).orElse(false),
            text(yaml, key, expected)));
  }

  private static Expected expected(String key) {
    return switch (key) {
      case "must-mask" -> Expected.MASKED;
      case "must-not-mask" -> Expected.UNTOUCHED;
      default -> Expected.VERDICT;
    };
  }

  private static MarkedText text(YamlMap yaml, String key, Expected expected) {
    YamlNode node = yaml.required(key);
    String text = joined(key, node);
    if (expected != Expected.MASKED) {
      return MarkedText.plain(text);
    }
    List<String> marks = marks(yaml);
    try {
      return MarkedText.of(text, marks.get(0), marks.get(1));
    } catch (IllegalArgumentException e) {
      throw node.place()
          .error(
              String.valueOf(e.getMessage()),
              "write " + marks.get(0) + "value" + marks.get(1) + " around each value");
    }
  }

  /** As a pattern, a text is one text or a list of texts that are joined. */
  private static String joined(String key, YamlNode node) {
    if (!(node instanceof YamlNode.Items items)) {
      return node.asText(key);
    }
    StringBuilder text = new StringBuilder();
    items.nodes().forEach(piece -> text.append(piece.asText("a piece of " + key)));
    return text.toString();
  }

  private static List<String> marks(YamlMap yaml) {
    if (yaml.optional("marks").isEmpty()) {
      return List.of("[[", "]]");
    }
    YamlNode node = yaml.required("marks");
    List<String> marks = node.asList("marks").stream().map(n -> n.asText("a mark")).toList();
    boolean usable =
        marks.size() == 2
            && marks.stream().allMatch(m -> !m.isEmpty() && m.length() <= MAX_MARK_CHARS)
            && !marks.get(0).equals(marks.get(1));
    if (!usable) {
      throw node.place()
          .error(
              "marks must be two different texts of 1 to " + MAX_MARK_CHARS + " characters",
              "for example ['<<', '>>']");
    }
    return marks;
  }

  private void row(YamlNode item) {
    YamlMap yaml = item.asMap("a row").onlyKeys(ROW_KEYS);
    String name = name(yaml);
    boolean denied = yaml.keys().contains("denied");
    if (denied == yaml.keys().contains("policies")) {
      throw yaml.place()
          .error("a row needs one of 'policies' and 'denied'", "write 'denied: true' or the names");
    }
    rows.add(
        new SelectionTest(
            name,
            yaml.required("name").place(),
            SupposedCaller.read(yaml.required("identity")),
            denied ? denied(yaml.required("denied")) : policies(yaml.required("policies"))));
  }

  private static List<String> denied(YamlNode node) {
    if (!node.asBoolean("denied")) {
      throw node.place().error("'denied' can only be true", "write the names of the policies");
    }
    return List.of();
  }

  private static List<String> policies(YamlNode node) {
    List<String> names = node.asList("policies").stream().map(n -> n.asText("a policy")).toList();
    if (names.isEmpty()) {
      throw node.place().error("policies is empty", "write 'denied: true'");
    }
    return names;
  }

  private String name(YamlMap yaml) {
    YamlNode node = yaml.required("name");
    String name = node.asText("name");
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > MAX_NAME_CHARS || !printable) {
      throw node.place()
          .error("name must be one line of 1 to 200 characters", "say what is tested");
    }
    Integer earlier = lines.putIfAbsent(name, node.place().line());
    if (earlier != null) {
      throw node.place()
          .error("second test of this name", "rename it or the one in line " + earlier);
    }
    if (lines.size() > MAX_TESTS) {
      throw node.place().error("more than " + MAX_TESTS + " tests", "remove some");
    }
    return name;
  }

  private static void refuse(YamlMap yaml, String key, boolean wrong, String problem) {
    if (wrong && yaml.keys().contains(key)) {
      throw yaml.keyPlace(key).error(problem, "remove it");
    }
  }
}
