package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Allowlist;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads allowlists, in the old form {@code [allowlist]} and in the new {@code [[allowlists]]}. */
final class AllowlistReader {
  private static final Set<String> RULE_KEYS =
      Set.of("description", "condition", "commits", "paths", "regexTarget", "regexes", "stopwords");
  private static final Set<String> FILE_KEYS = with(RULE_KEYS, "targetRules");

  private static final Map<String, Allowlist.Condition> CONDITIONS =
      Map.of(
          "or", Allowlist.Condition.ANY,
          "||", Allowlist.Condition.ANY,
          "and", Allowlist.Condition.ALL,
          "&&", Allowlist.Condition.ALL);
  private static final Map<String, Allowlist.Target> TARGETS =
      Map.of(
          "secret", Allowlist.Target.SECRET,
          "match", Allowlist.Target.MATCH,
          "line", Allowlist.Target.LINE);

  private AllowlistReader() {}

  /** Returns the allowlists at the top of a file. */
  static List<FileAllowlist> ofFile(TomlMap file) {
    return read(file, FILE_KEYS, "[allowlist]", "[[allowlists]]");
  }

  /** Returns the allowlists of a rule. */
  static List<FileAllowlist> ofRule(TomlMap rule) {
    return read(rule, RULE_KEYS, "[rules.allowlist]", "[[rules.allowlists]]");
  }

  private static List<FileAllowlist> read(
      TomlMap parent, Set<String> keys, String oldForm, String newForm) {
    List<TomlMap> tables =
        new ArrayList<>(parent.get("allowlists").map(TomlNode::asMaps).orElse(List.of()));
    if (parent.get("allowlist").isPresent()) {
      if (!tables.isEmpty()) {
        throw parent
            .placeOf("allowlist")
            .error(oldForm + " cannot stand beside " + newForm, "write it as " + newForm);
      }
      tables.add(parent.get("allowlist").orElseThrow().asMap());
    }
    return tables.stream().map(table -> allowlist(table.onlyKeys(keys))).toList();
  }

  private static FileAllowlist allowlist(TomlMap table) {
    table.get("description").ifPresent(TomlNode::asText);
    boolean paths = !checked(table, "paths").isEmpty();
    boolean commits = !FileReader.texts(table, "commits").isEmpty();
    Allowlist effective = effective(table, paths || commits);
    return new FileAllowlist(
        table.place(),
        effective,
        paths ? table.placeOf("paths") : null,
        commits ? table.placeOf("commits") : null,
        FileReader.texts(table, "targetRules"));
  }

  /**
   * Returns what applies to a text, which has no path and no commit: a list that wants all of its
   * kinds never does if one of these is among them.
   */
  private static @Nullable Allowlist effective(TomlMap table, boolean asksForFile) {
    Allowlist.Condition condition = condition(table);
    Allowlist.Target target = target(table);
    List<String> regexes = checked(table, "regexes");
    FileReader.texts(table, "regexes").forEach(Regexes::refuseMatchOfAnything);
    List<String> stopWords = stopWords(table);
    boolean empty = regexes.isEmpty() && stopWords.isEmpty();
    if (empty && !asksForFile) {
      throw table.place().error("the allowlist is empty", "add regexes or stopwords, or remove it");
    }
    if (empty || asksForFile && condition == Allowlist.Condition.ALL) {
      return null;
    }
    try {
      return Allowlist.of(condition, target, regexes, stopWords);
    } catch (IllegalArgumentException e) {
      throw table
          .placeOf("regexes")
          .error("an expression of regexes is too large: " + e.getMessage(), "count to less");
    }
  }

  private static Allowlist.Condition condition(TomlMap table) {
    Sited<String> word = FileReader.textOrNull(table, "condition");
    if (word == null) {
      return Allowlist.Condition.ANY;
    }
    Allowlist.Condition condition = CONDITIONS.get(word.value().toLowerCase(Locale.ROOT));
    if (condition == null) {
      throw word.place().unknown("condition", word.value(), Set.of("AND", "OR"));
    }
    return condition;
  }

  private static Allowlist.Target target(TomlMap table) {
    Sited<String> word = FileReader.textOrNull(table, "regexTarget");
    if (word == null) {
      return Allowlist.Target.SECRET;
    }
    Allowlist.Target target = TARGETS.get(word.value());
    if (target == null) {
      throw word.place().unknown("regexTarget", word.value(), TARGETS.keySet());
    }
    return target;
  }

  private static List<String> checked(TomlMap table, String key) {
    List<Sited<String>> regexes = FileReader.texts(table, key);
    regexes.forEach(regex -> Regexes.check("an expression of " + key, regex));
    return regexes.stream().map(Sited::value).toList();
  }

  private static List<String> stopWords(TomlMap table) {
    List<Sited<String>> words = FileReader.texts(table, "stopwords");
    for (Sited<String> word : words) {
      if (word.value().isEmpty()) {
        throw word.place().error("a stop word is empty, which would allow everything", "remove it");
      }
    }
    return words.stream().map(Sited::value).toList();
  }

  private static Set<String> with(Set<String> keys, String one) {
    Set<String> more = new HashSet<>(keys);
    more.add(one);
    return Set.copyOf(more);
  }
}
