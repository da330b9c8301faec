package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When rules are the same: by all that they are made of, or by what they find. */
final class RuleForm {
  private RuleForm() {}

  /** Returns all that decides what the rule finds and how that is named, in a fixed order. */
  static List<String> canonical(Rule rule) {
    RuleBuilder parts = rule.toBuilder();
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of(rule.id(), rule.kind(), rule.type(), rule.severity().name()));
    fields.addAll(List.of("" + rule.specificity(), rule.detector().name()));
    fields.add(parts.pattern == null ? "" : parts.pattern.regex());
    fields.addAll(parts.shape == null ? List.of("") : parts.shape.canonical());
    fields.add("" + parts.group);
    fields.add(parts.lineDetector);
    fields.add(parts.nameWord == null ? "" : parts.nameWord.name());
    fields.add("" + parts.near);
    addSorted(fields, parts.wanted.stream());
    fields.add(parts.blockKind == null ? "" : parts.blockKind.name());
    addSorted(fields, rule.keywords().stream());
    addSorted(fields, parts.checks.stream().map(Check::canonical));
    addSorted(fields, parts.except.stream().map(LazyPattern::regex));
    if (parts.text != null) {
      fields.addAll(parts.text.canonical());
    }
    return fields;
  }

  private static void addSorted(List<String> fields, Stream<String> values) {
    List<String> sorted = values.sorted().toList();
    fields.add("" + sorted.size());
    fields.addAll(sorted);
  }

  /** Returns what is equal for rules that find the same values, whatever their ids are. */
  static String content(Rule rule) {
    return soleDetector(rule)
        .map(detector -> detector + " " + rule.specificity())
        .orElseGet(
            () -> {
              List<String> fields = canonical(rule);
              return HexFormat.of()
                  .formatHex(PolicyDigest.ofRule(fields.subList(1, fields.size())));
            });
  }

  /**
   * Returns what only one rule of a policy can use, because it finds the same values for each that
   * does; nothing if the rule has its own way to find them.
   */
  static Optional<String> soleDetector(Rule rule) {
    return switch (rule.detector()) {
      case PEM -> Optional.of("PEM");
      case ASSIGNMENT -> Optional.of("ASSIGNMENT " + rule.nameWord());
      case BLOCK -> Optional.of("BLOCK " + rule.blockKind());
      case PATTERN, LINE, SHAPE -> Optional.empty();
    };
  }
}
