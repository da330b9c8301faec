package dev.tacenda.claude;

import dev.tacenda.mask.Finding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How often each rule fired in one response. Written by one thread, read by any. */
final class RuleCounts {
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

  /** Counts the findings from {@code first} on. */
  void addFrom(int first, List<Finding> findings) {
    findings.subList(first, findings.size()).forEach(each -> add(each.ruleId(), 1));
  }

  void addAll(Map<String, Integer> countsByRule) {
    countsByRule.forEach(this::add);
  }

  private void add(String ruleId, int count) {
    counts.merge(ruleId, count, Integer::sum);
  }

  /** Returns the counts by rule id, in alphabetical order. */
  Map<String, Integer> byRule() {
    return Map.copyOf(counts);
  }
}
