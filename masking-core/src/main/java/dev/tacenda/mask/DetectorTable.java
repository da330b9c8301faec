package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.AssignmentModel;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds the detectors of one policy. */
final class DetectorTable {
  private DetectorTable() {}

  /** Returns a scanner for all rules of {@code policy}, for {@code known} and {@code seen}. */
  static TextScanner of(
      MaskingPolicy policy, Placeholders placeholders, KnownSecrets known, SeenSecrets seen) {
    List<Rule> patterns = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<Rule> wholeText = new ArrayList<>();
    List<Label> wholeTextLabels = new ArrayList<>();
    List<PemDetector> pem = new ArrayList<>();
    Map<NameWord, Label> names = new EnumMap<>(NameWord.class);
    Map<BlockKind, Label> blocks = new EnumMap<>(BlockKind.class);
    List<Rule> shapes = new ArrayList<>();
    List<Label> labelsOfShapes = new ArrayList<>();
    for (Rule rule : policy.rules().rules()) {
      Label label = label(rule, policy);
      switch (rule.detector()) {
        case PEM -> pem.add(new PemDetector(placeholders, label));
        case ASSIGNMENT -> names.put(rule.nameWord(), label);
        case BLOCK -> blocks.put(rule.blockKind(), label);
        case SHAPE -> {
          shapes.add(rule);
          labelsOfShapes.add(label);
        }
        case PATTERN, LINE -> {
          boolean whole = rule.readsWholeText();
          (whole ? wholeText : patterns).add(rule);
          (whole ? wholeTextLabels : labels).add(label);
        }
      }
    }
    return TextScanner.of(
        patterns,
        labels,
        new StatefulDetectors(
            pem,
            assignments(names),
            blocks.isEmpty() ? List.of() : List.of(new BlockDetector(blocks)),
            new ShapeTable(shapes, labelsOfShapes),
            new WholeTextRules(wholeText, wholeTextLabels)),
        placeholders,
        KnownSecretDetector.of(known, seen, policy));
  }

  /** Returns the rules of {@code policy} that go by the keys of a JSON document. */
  static FieldRules fields(MaskingPolicy policy) {
    List<Rule> rules = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (Rule rule : policy.rules().rules()) {
      if (rule.uses(LineDetectors.FIELD)) {
        rules.add(rule);
        labels.add(label(rule, policy));
      }
    }
    return new FieldRules(rules, labels);
  }

  private static List<AssignmentDetector> assignments(Map<NameWord, Label> names) {
    return names.isEmpty()
        ? List.of()
        : List.of(new AssignmentDetector(AssignmentModel.shipped(), names));
  }

  private static Label label(Rule rule, MaskingPolicy policy) {
    Replacement own = policy.replacementFor(rule);
    return new Label(
        rule.id(),
        rule.kind(),
        rule.type(),
        rule.specificity(),
        policy.actionFor(rule),
        rule.findsLinesOfKeys() ? own.forLines() : own);
  }
}
