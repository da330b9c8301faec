package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.FieldDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of a policy that mask members of a JSON document by their keys. Immutable and
 * thread-safe.
 */
@TrustedCode("Every string of a listed member is masked as a whole, however deep it stands in it.")
final class FieldRules {
  private final List<FieldRule> rules;

  private record FieldRule(Rule rule, FieldDetector fields, Label label) {}

  FieldRules(List<Rule> rules, List<Label> labels) {
    List<FieldRule> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      all.add(new FieldRule(rules.get(i), rules.get(i).fields(), labels.get(i)));
    }
    this.rules = List.copyOf(all);
  }

  /** Returns the spans of a string {@code text[from, to)} of the document: all of it, or none. */
  List<Span> find(JsonString string, byte[] text, int from, int to) {
    if (from == to) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (FieldRule field : rules) {
      if (string.isWithin(field.fields()::isField)
          && field.rule().accepts(Arrays.copyOfRange(text, from, to), 0, to - from)) {
        spans.add(new Span(from, to, field.label()));
      }
    }
    return spans;
  }

  /** Returns the labels of the members that the string stands in, whatever its text. */
  List<Label> labels(JsonString string) {
    if (rules.isEmpty()) {
      return List.of();
    }
    return rules.stream()
        .filter(field -> string.isWithin(field.fields()::isField))
        .map(FieldRule::label)
        .toList();
  }

  @Override
  public String toString() {
    return "FieldRules[" + rules.size() + "]";
  }
}
