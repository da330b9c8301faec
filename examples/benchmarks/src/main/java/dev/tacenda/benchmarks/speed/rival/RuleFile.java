package dev.tacenda.benchmarks.speed.rival;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule file: of each rule its words and its pattern, nothing else. */
final class RuleFile {
  private final Map<String, String> fragments = new LinkedHashMap<>();
  private final Map<?, ?> lists;
  private final List<PatternRule> rules = new ArrayList<>();
  private int leftOut;

  private RuleFile(Map<?, ?> yaml) {
    this.lists = map(yaml.get("keyword-lists"));
    map(yaml.get("fragments"))
        .forEach((name, piece) -> fragments.put("%{" + name + "}", "(?:" + expanded(piece) + ")"));
  }

  static RuleFile of(Object yaml) {
    RuleFile file = new RuleFile(map(yaml));
    texts(map(yaml).get("rules"), Object.class).forEach(rule -> file.add(map(rule)));
    return file;
  }

  List<PatternRule> rules() {
    return rules;
  }

  int leftOut() {
    return leftOut;
  }

  private void add(Map<?, ?> rule) {
    String pattern = pattern(rule);
    boolean off =
        "off".equals(String.valueOf(rule.get("default")))
            || Boolean.FALSE.equals(rule.get("default"));
    if (off) {
      return;
    }
    if (pattern == null) {
      leftOut++;
      return;
    }
    Pattern.compile(pattern); // it must be one
    rules.add(
        new PatternRule(
            String.valueOf(rule.get("id")), keywords(rule), pattern, rule.containsKey("near")));
  }

  private @Nullable String pattern(Map<?, ?> rule) {
    if (rule.containsKey("pattern")) {
      return expanded(String.join("", texts(rule.get("pattern"), String.class)));
    }
    List<String> shapes = texts(rule.get("shape"), String.class);
    if (shapes.isEmpty()) {
      return null;
    }
    // A shape is written in the syntax of patterns; (?i) may only stand at its beginning.
    return shapes.size() == 1 ? shapes.get(0) : joined(shapes);
  }

  private static String joined(List<String> shapes) {
    List<String> groups = new ArrayList<>();
    for (String shape : shapes) {
      boolean anyCase = shape.startsWith("(?i)");
      groups.add(anyCase ? "(?i:" + shape.substring(4) + ")" : "(?:" + shape + ")");
    }
    return String.join("|", groups);
  }

  private List<String> keywords(Map<?, ?> rule) {
    List<String> words = listed(rule.get("keywords"));
    if (words.isEmpty()) {
      words = wordsOfShapes(texts(rule.get("shape"), String.class));
    }
    if (words.isEmpty() && rule.containsKey("anchor")) {
      words = List.of(String.valueOf(rule.get("anchor")));
    }
    if (words.isEmpty()) {
      words = listed(rule.get("near"));
    }
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> wordsOfShapes(List<String> shapes) {
    Set<String> words = new LinkedHashSet<>();
    for (String shape : shapes) {
      List<String> first = ShapeWords.of(shape);
      if (first.isEmpty()) {
        return List.of();
      }
      words.addAll(first);
    }
    return List.copyOf(words);
  }

  /** Words, or the name of a list of words. */
  private List<String> listed(@Nullable Object words) {
    if (words instanceof String name && lists.containsKey(name)) {
      return texts(lists.get(name), String.class);
    }
    return texts(words, String.class);
  }

  private String expanded(Object piece) {
    String text = String.valueOf(piece);
    for (Map.Entry<String, String> fragment : fragments.entrySet()) {
      text = text.replace(fragment.getKey(), fragment.getValue());
    }
    return text;
  }

  private static Map<?, ?> map(@Nullable Object yaml) {
    return yaml instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Returns the elements of a list, or the only one. */
  private static <T> List<T> texts(@Nullable Object yaml, Class<T> type) {
    if (yaml == null) {
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (Object item : yaml instanceof List<?> list ? list : List.of(yaml)) {
      items.add(type == String.class ? type.cast(String.valueOf(item)) : type.cast(item));
    }
    return items;
  }
}
