package dev.tacenda.mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules with distinct ids. The order of files and rules does not matter. Immutable and thread-safe.
 *
 * <pre>{@code
 * RuleSet rules = RuleSet.standard().plus(RuleSet.load(Path.of("acme-rules.yaml")));
 * }</pre>
 */
public final class RuleSet {
  private static final Lazy<RuleSet> STANDARD = new Lazy<>(StandardRules::prepared);

  private final List<Rule> rules;
  private final Map<String, Rule> byId = new HashMap<>();

  private RuleSet(List<Rule> sorted) {
    this.rules = List.copyOf(sorted);
    this.rules.forEach(rule -> byId.put(rule.id(), rule));
  }

  /** Returns rules that are known to be a set in its order, such as a part of one. */
  static RuleSet ofSorted(List<Rule> rules) {
    return new RuleSet(rules);
  }

  /**
   * Returns the set of these rules, which may be empty.
   *
   * @throws IllegalArgumentException if an id is there twice
   */
  public static RuleSet of(List<Rule> rules) {
    Map<String, Rule> byId = new TreeMap<>();
    for (Rule rule : rules) {
      if (byId.putIfAbsent(rule.id(), rule) != null) {
        throw new IllegalArgumentException("rule id '" + rule.id() + "' is there twice");
      }
    }
    requireOneRuleForEachDetector(byId.values());
    return new RuleSet(
        byId.values().stream()
            .sorted(Comparator.comparing(Rule::specificity).reversed().thenComparing(Rule::id))
            .toList());
  }

  private static void requireOneRuleForEachDetector(Collection<Rule> rules) {
    Map<String, Rule> byDetector = new HashMap<>();
    for (Rule rule : rules) {
      RuleForm.soleDetector(rule)
          .map(detector -> byDetector.putIfAbsent(detector, rule))
          .ifPresent(
              other -> {
                throw new IllegalArgumentException(
                    "rules '" + other.id() + "' and '" + rule.id() + "' use the same detector");
              });
    }
  }

  /** Returns the shipped rules. They are read at the first call and kept while the JVM runs. */
  public static RuleSet standard() {
    return STANDARD.get();
  }

  /**
   * Reads a rule file.
   *
   * @throws PolicyException if the file is not understood in full
   * @throws IOException if it cannot be read
   */
  public static RuleSet load(Path file) throws IOException {
    return parse(file.toString(), Resources.read(file));
  }

  /**
   * Reads the text of a rule file; {@code sourceName} stands for it in messages.
   *
   * @throws PolicyException if the text is not understood in full
   */
  public static RuleSet parse(String sourceName, byte[] yaml) {
    Objects.requireNonNull(sourceName, "sourceName");
    return of(RuleReader.file(sourceName, Objects.requireNonNull(yaml, "yaml")));
  }

  /** Returns the rules, the most specific first, rules of equal specificity by id. */
  public List<Rule> rules() {
    return rules;
  }

  /** Returns the rule with this id. */
  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Returns the rules of both sets.
   *
   * @throws IllegalArgumentException if an id is in both
   */
  public RuleSet plus(RuleSet other) {
    if (other.rules.isEmpty()) {
      return this;
    }
    List<Rule> both = new ArrayList<>(rules);
    both.addAll(other.rules);
    return of(both);
  }

  /**
   * Returns the set without one rule, whose values are then not found by it.
   *
   * @throws IllegalArgumentException if the set has no such rule
   */
  public RuleSet without(String id) {
    List<Rule> rest = rules.stream().filter(rule -> !rule.id().equals(id)).toList();
    if (rest.size() == rules.size()) {
      throw new IllegalArgumentException("no rule '" + id + "' in the set");
    }
    return new RuleSet(rest);
  }

  /** Returns the number of rules. */
  @Override
  public String toString() {
    return "RuleSet[" + rules.size() + " rules]";
  }
}
