package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;

/** Builds the detectors of one policy. */
final class DetectorTable {
  private DetectorTable() {}

  /** Returns a scanner for all rules of {@code policy} and for {@code known}. */
  static TextScanner of(MaskingPolicy policy, Placeholders placeholders, KnownSecrets known) {
    List<Rule> patterns = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<PemDetector> pem = new ArrayList<>();
    List<Rule> shapes = new ArrayList<>();
    List<Label> labelsOfShapes = new ArrayList<>();
    for (Rule rule : policy.rules().rules()) {
      Label label = label(rule, policy.actionFor(rule));
      switch (rule.detector()) {
        case PEM -> pem.add(new PemDetector(placeholders, label));
        case SHAPE -> {
          shapes.add(rule);
          labelsOfShapes.add(label);
        }
        case PATTERN -> {
          patterns.add(rule);
          labels.add(label);
        }
      }
    }
    return TextScanner.of(
        patterns,
        labels,
        pem,
        new ShapeTable(shapes, labelsOfShapes),
        placeholders,
        new KnownSecretDetector(known, policy.actionForKnownSecrets()));
  }

  private static Label label(Rule rule, Action action) {
    return new Label(rule.id(), rule.kind(), rule.type(), rule.specificity(), action);
  }
}
