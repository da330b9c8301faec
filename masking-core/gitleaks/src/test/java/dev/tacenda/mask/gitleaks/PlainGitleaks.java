package dev.tacenda.mask.gitleaks;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What gitleaks does with a text that is not a file, written down step by step and not to be fast.
 * It shares nothing with the code that it checks but the two libraries. Texts are ASCII.
 */
final class PlainGitleaks {
  private static final Map<String, Pattern> COMPILED = new HashMap<>();

  private final TomlTable config;

  PlainGitleaks(String toml) {
    this.config = Toml.parse(toml);
  }

  /** A finding: where the secret stands. */
  record Found(String rule, int start, int end) {}

  List<Found> detect(String text) {
    List<Found> found = new ArrayList<>();
    for (TomlTable rule : tables(config, "rules")) {
      if (rule.contains("regex") && holdsKeyword(rule, text)) {
        detect(rule, text, found);
      }
    }
    return found;
  }

  private static boolean holdsKeyword(TomlTable rule, String text) {
    List<String> keywords = texts(rule, "keywords");
    String lower = text.toLowerCase(Locale.ROOT);
    return keywords.isEmpty()
        || keywords.stream().anyMatch(k -> lower.contains(k.toLowerCase(Locale.ROOT)));
  }

  private void detect(TomlTable rule, String text, List<Found> found) {
    Pattern regex = compiled(rule.getString("regex"));
    Matcher matcher = regex.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      int end = matcher.end();
      while (start < end && text.charAt(start) == '\n') {
        start++;
      }
      while (end > start && text.charAt(end - 1) == '\n') {
        end--;
      }
      String match = text.substring(start, end);
      int[] secret = secret(rule, regex, match);
      String value = match.substring(secret[0], secret[1]);
      if (!drops(rule, value, match, line(text, start, end))) {
        found.add(new Found(rule.getString("id"), start + secret[0], start + secret[1]));
      }
    }
  }

  private static int[] secret(TomlTable rule, Pattern regex, String match) {
    Matcher groups = regex.matcher(match);
    int wanted = (int) rule.getLong("secretGroup", () -> 0);
    if (groups.find() && groups.groupCount() > 0) {
      if (wanted > 0) {
        return new int[] {groups.start(wanted), groups.end(wanted)};
      }
      for (int i = 1; i <= groups.groupCount(); i++) {
        if (groups.group(i) != null && !groups.group(i).isEmpty()) {
          return new int[] {groups.start(i), groups.end(i)};
        }
      }
    }
    return new int[] {0, match.length()};
  }

  private static String line(String text, int start, int end) {
    int from = Math.max(0, text.lastIndexOf('\n', start));
    int to = text.indexOf('\n', end);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  private boolean drops(TomlTable rule, String secret, String match, String line) {
    Object bound = rule.get("entropy");
    double entropy = bound instanceof Number number ? number.doubleValue() : 0;
    if (entropy != 0 && entropy(secret) <= entropy) {
      return true;
    }
    List<TomlTable> lists = new ArrayList<>(tables(rule, "allowlists"));
    if (rule.isTable("allowlist")) {
      lists.add(rule.getTable("allowlist"));
    }
    for (TomlTable list : tables(config, "allowlists")) {
      List<String> targets = texts(list, "targetRules");
      if (targets.isEmpty() || targets.contains(rule.getString("id"))) {
        lists.add(list);
      }
    }
    return lists.stream().anyMatch(list -> allows(list, secret, match, line));
  }

  private static boolean allows(TomlTable list, String secret, String match, String line) {
    String target =
        switch (list.getString("regexTarget", () -> "secret")) {
          case "match" -> match;
          case "line" -> line;
          default -> secret;
        };
    List<String> regexes = texts(list, "regexes");
    List<String> words = texts(list, "stopwords");
    boolean regex = regexes.stream().anyMatch(r -> compiled(r).matcher(target).find());
    String lower = secret.toLowerCase(Locale.ROOT);
    boolean word = words.stream().anyMatch(w -> lower.contains(w.toLowerCase(Locale.ROOT)));
    if (list.getString("condition", () -> "OR").equals("OR")) {
      return regex || word;
    }
    return (regexes.isEmpty() || regex) && (words.isEmpty() || word);
  }

  private static Pattern compiled(String regex) {
    return COMPILED.computeIfAbsent(regex, Pattern::compile);
  }

  private static double entropy(String text) {
    Map<Character, Integer> counts = new HashMap<>();
    text.chars().forEach(c -> counts.merge((char) c, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = count / (double) text.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits;
  }

  private static List<TomlTable> tables(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      tables.add(array.getTable(i));
    }
    return tables;
  }

  private static List<String> texts(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      texts.add(array.getString(i));
    }
    return texts;
  }
}
