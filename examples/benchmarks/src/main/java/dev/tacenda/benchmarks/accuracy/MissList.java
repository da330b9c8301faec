package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.benchmarks.accuracy.Miss.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lists misses for a human to read: the largest groups first, some of each. Holds third-party text,
 * so it is written to the output folder only.
 */
final class MissList {
  private static final int PER_GROUP = 12;
  private static final int GROUPS = 200;

  private MissList() {}

  static String of(String title, Collection<Miss> misses, Collection<Kind> kinds) {
    StringBuilder out = new StringBuilder("# " + title + "\n\n");
    out.append("The place is in ⟦ ⟧, what is masked in « ». Third-party text: do not keep.\n");
    Map<String, List<Miss>> byCorpus =
        misses.stream()
            .filter(miss -> kinds.contains(miss.kind()))
            .collect(Collectors.groupingBy(Miss::corpus, TreeMap::new, Collectors.toList()));
    byCorpus.forEach((corpus, list) -> corpus(out, corpus, list));
    return out.toString();
  }

  private static void corpus(StringBuilder out, String corpus, List<Miss> misses) {
    out.append("\n## " + corpus + ": " + misses.size() + "\n");
    misses.stream()
        .collect(Collectors.groupingBy(miss -> miss.kind() + " " + miss.group()))
        .entrySet()
        .stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, List<Miss>> group) -> -group.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .limit(GROUPS)
        .forEach(group -> group(out, group.getKey(), group.getValue()));
  }

  private static void group(StringBuilder out, String name, List<Miss> misses) {
    out.append("\n### " + name + ": " + misses.size() + "\n\n");
    misses.stream()
        .sorted(Comparator.comparingInt(Miss::weight).reversed().thenComparing(Miss::id))
        .limit(PER_GROUP)
        .forEach(
            miss ->
                out.append(
                        "- "
                            + miss.id()
                            + (miss.rules().isEmpty() ? "" : " [" + miss.rules() + "]"))
                    .append(": `" + miss.excerpt() + "`\n"));
  }
}
