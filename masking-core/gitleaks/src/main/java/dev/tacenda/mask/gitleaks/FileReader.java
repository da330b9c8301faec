package dev.tacenda.mask.gitleaks;

import com.google.re2j.Pattern;
import dev.tacenda.mask.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file and checks what can be checked in it alone. */
final class FileReader {
  private static final Set<String> KEYS =
      Set.of("title", "description", "minVersion", "extend", "rules", "allowlist", "allowlists");
  private static final Set<String> EXTEND_KEYS =
      Set.of("useDefault", "path", "url", "disabledRules");
  private static final Set<String> RULE_KEYS =
      Set.of(
          "id",
          "description",
          "regex",
          "path",
          "secretGroup",
          "entropy",
          "keywords",
          "tags",
          "skipReport",
          "required",
          "allowlist",
          "allowlists");
  private static final Set<String> REQUIRED_KEYS = Set.of("id", "withinLines", "withinColumns");
  private static final String VERSION = "v?[0-9]+(\\.[0-9]+){0,2}([-+][0-9A-Za-z.+-]+)?";
  private static final int MAX_ENTROPY_BITS = 8;
  private static final int MAX_GROUP = 1000;
  private static final int MAX_DISTANCE = 1_000_000;

  private FileReader() {}

  /**
   * Reads a file.
   *
   * @throws PolicyException if it is not understood in full
   */
  static FileConfig read(String sourceName, byte[] toml) {
    TomlMap file = TomlFile.read(sourceName, toml).onlyKeys(KEYS);
    file.get("description").ifPresent(TomlNode::asText);
    file.get("minVersion").ifPresent(FileReader::checkVersion);
    Extension extension =
        file.get("extend").map(node -> extension(node.asMap())).orElse(Extension.NONE);
    Map<String, FileRule> rules = new LinkedHashMap<>();
    List<TomlMap> tables = file.get("rules").map(TomlNode::asMaps).orElse(List.of());
    tables.forEach(table -> addRule(table, rules));
    tables.forEach(table -> checkRequired(table, rules.keySet()));
    return new FileConfig(
        file.get("title").map(node -> node.asText().value()).orElse(""),
        extension,
        rules,
        AllowlistReader.ofFile(file));
  }

  private static void checkVersion(TomlNode node) {
    Sited<String> version = node.asText();
    if (!Pattern.matches(VERSION, version.value())) {
      throw version
          .place()
          .error(
              "minVersion is no version: " + Quoted.of(version.value()),
              "write a version of gitleaks, such as 'v8.25.0'");
    }
  }

  private static Extension extension(TomlMap map) {
    TomlMap table = map.onlyKeys(EXTEND_KEYS);
    table.get("url").ifPresent(FileReader::refuseUrl);
    boolean useDefault = table.get("useDefault").map(TomlNode::asBoolean).orElse(false);
    Sited<String> path = textOrNull(table, "path");
    if (useDefault && path != null) {
      throw table
          .placeOf("path")
          .error(
              "extend has both 'useDefault' and 'path'",
              "keep one of them; the file at 'path' may use the default");
    }
    return new Extension(
        useDefault ? table.placeOf("useDefault") : null, path, texts(table, "disabledRules"));
  }

  private static void refuseUrl(TomlNode node) {
    if (!node.asText().value().isEmpty()) {
      throw node.place()
          .error(
              "extend.url is refused: rules are not fetched over the network",
              "save that file beside this one and name it with 'path'");
    }
  }

  private static void addRule(TomlMap map, Map<String, FileRule> rules) {
    FileRule rule = rule(map.onlyKeys(RULE_KEYS));
    FileRule earlier = rules.putIfAbsent(rule.id().value(), rule);
    if (earlier != null) {
      throw rule.id()
          .place()
          .error(
              "duplicate rule id " + Quoted.of(rule.id().value()),
              "rename it or the one in line " + earlier.id().place().line());
    }
  }

  private static FileRule rule(TomlMap table) {
    texts(table, "tags");
    boolean skipReport = table.get("skipReport").map(TomlNode::asBoolean).orElse(false);
    return new FileRule(
        id(table, "a rule has no id", "add id = 'acme-api-key'"),
        table.get("description").map(node -> node.asText().value()).orElse(""),
        textOrNull(table, "regex"),
        pathOrNull(table),
        table
            .get("secretGroup")
            .map(node -> new Sited<>(node.asInt(MAX_GROUP), node.place()))
            .orElse(null),
        table
            .get("entropy")
            .map(node -> new Sited<>(node.asNumber(MAX_ENTROPY_BITS), node.place()))
            .orElse(null),
        keywords(table),
        AllowlistReader.ofRule(table),
        skipReport ? table.placeOf("skipReport") : null,
        table.get("required").isPresent() ? table.placeOf("required") : null);
  }

  private static Sited<String> id(TomlMap table, String problem, String remedy) {
    Sited<String> id = textOrNull(table, "id");
    if (id == null || id.value().isBlank()) {
      throw table.placeOf("id").error(problem, remedy);
    }
    return id;
  }

  private static @Nullable Sited<String> pathOrNull(TomlMap table) {
    Sited<String> path = textOrNull(table, "path");
    if (path != null) {
      Regexes.check("path", path);
    }
    return path;
  }

  private static List<Sited<String>> keywords(TomlMap table) {
    List<Sited<String>> keywords = texts(table, "keywords");
    for (Sited<String> keyword : keywords) {
      if (keyword.value().isEmpty()) {
        throw keyword
            .place()
            .error("a keyword is empty", "remove it; without keywords a rule reads every text");
      }
    }
    return keywords;
  }

  /** Checks the rules that a rule requires, which must be rules of the same file. */
  private static void checkRequired(TomlMap rule, Set<String> ids) {
    for (TomlMap table : rule.get("required").map(TomlNode::asMaps).orElse(List.of())) {
      table.onlyKeys(REQUIRED_KEYS);
      Sited<String> id = id(table, "a required rule has no id", "add the id of a rule");
      if (!ids.contains(id.value())) {
        throw id.place().unknown("rule", id.value(), ids);
      }
      table.get("withinLines").ifPresent(node -> node.asInt(MAX_DISTANCE));
      table.get("withinColumns").ifPresent(node -> node.asInt(MAX_DISTANCE));
    }
  }

  /** Returns a text that is there and not empty; gitleaks takes an empty one for none. */
  static @Nullable Sited<String> textOrNull(TomlMap table, String key) {
    return table.get(key).map(TomlNode::asText).filter(t -> !t.value().isEmpty()).orElse(null);
  }

  /** Returns the texts of a list, none if it is not there. */
  static List<Sited<String>> texts(TomlMap table, String key) {
    return new ArrayList<>(table.get(key).map(TomlNode::asTexts).orElse(List.of()));
  }
}
