package dev.tacenda.benchmarks.accuracy;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The counts of one corpus, in all and for each rule that its origin has. */
final class ExampleRow {
  private final ExampleCounts all = new ExampleCounts();
  private final Map<String, ExampleCounts> byRule = new TreeMap<>();

  void addPositive(String rule, PositiveScore score) {
    all.add(score);
    of(rule).add(score);
  }

  void addNegative(String rule, boolean hit) {
    all.addNegative(hit);
    of(rule).addNegative(hit);
  }

  private ExampleCounts of(String rule) {
    return byRule.computeIfAbsent(rule, any -> new ExampleCounts());
  }

  ExampleCounts all() {
    return all;
  }

  Map<String, ExampleCounts> byRule() {
    return byRule;
  }

  long rulesWithPositives() {
    return byRule.values().stream().filter(counts -> counts.positives > 0).count();
  }

  /** Returns the mean over the rules, each of which counts the same. */
  double mean(ToDoubleFunction<ExampleCounts> rate) {
    return Ratio.mean(byRule.values().stream().mapToDouble(rate).boxed().toList());
  }
}
