package dev.tacenda.gateway.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.gateway.files.Tally;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.mask.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often which rule would do what, and in which files. Confined to one thread. */
final class MaskCounts {
  private final Map<String, Map<Action, Integer>> files = new LinkedHashMap<>();
  private final Map<String, Map<Action, Integer>> rules = new TreeMap<>();
  private final Map<String, Integer> rulesOfFiles = new TreeMap<>();

  /** Counts the findings of one file. */
  void add(String file, List<LocatedFinding> findings) {
    for (LocatedFinding located : findings) {
      Action action = located.finding().action();
      count(files, file, action);
      count(rules, located.finding().ruleId(), action);
    }
    findings.stream()
        .map(located -> located.finding().ruleId())
        .distinct()
        .forEach(rule -> rulesOfFiles.merge(rule, 1, Integer::sum));
  }

  private static void count(Map<String, Map<Action, Integer>> all, String name, Action action) {
    all.computeIfAbsent(name, none -> new EnumMap<>(Action.class)).merge(action, 1, Integer::sum);
  }

  /** Returns the counts by file and by rule, for people. */
  List<String> tables() {
    List<String> lines = new ArrayList<>();
    if (!files.isEmpty()) {
      table("file", files, false, lines);
      lines.add("");
      table("rule", rules, true, lines);
    }
    return lines;
  }

  private void table(
      String head, Map<String, Map<Action, Integer>> rows, boolean countsFiles, List<String> out) {
    int width = rows.keySet().stream().mapToInt(String::length).reduce(head.length(), Math::max);
    String format = "%-" + width + "s";
    StringBuilder first = new StringBuilder(String.format(Locale.ROOT, format, head));
    for (Action action : Action.values()) {
      first.append(String.format(Locale.ROOT, "  %6s", word(action)));
    }
    out.add(first + (countsFiles ? "   files" : ""));
    rows.forEach(
        (name, counts) -> {
          StringBuilder line =
              new StringBuilder(String.format(Locale.ROOT, format, Printable.line(name)));
          for (Action action : Action.values()) {
            line.append(String.format(Locale.ROOT, "  %6d", counts.getOrDefault(action, 0)));
          }
          out.add(
              line
                  + (countsFiles
                      ? String.format(Locale.ROOT, "  %6d", rulesOfFiles.getOrDefault(name, 0))
                      : ""));
        });
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /** Writes the fields of the report. */
  void write(JsonGenerator json, Tally tally, long millis) throws IOException {
    write(json, "files", "path", files);
    write(json, "rules", "rule", rules);
    json.writeNumberField("scanned", tally.files());
    json.writeNumberField("bytes", tally.bytes());
    json.writeNumberField("failed", tally.failed());
    json.writeNumberField("milliseconds", millis);
  }

  private static void write(
      JsonGenerator json, String list, String key, Map<String, Map<Action, Integer>> rows)
      throws IOException {
    json.writeArrayFieldStart(list);
    for (Map.Entry<String, Map<Action, Integer>> row : rows.entrySet()) {
      json.writeStartObject();
      json.writeStringField(key, row.getKey());
      for (Map.Entry<Action, Integer> count : row.getValue().entrySet()) {
        json.writeNumberField(word(count.getKey()), count.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
