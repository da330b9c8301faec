package dev.tacenda.mask;

import java.util.List;

/**
 * The detectors that carry a part of {@link ScanState} from line to line, each at most once.
 * Immutable.
 */
record StatefulDetectors(
    List<PemDetector> pem,
    List<AssignmentDetector> assignments,
    List<BlockDetector> blocks,
    ShapeTable shapes,
    WholeTextRules wholeText) {
  static final StatefulDetectors NONE =
      new StatefulDetectors(
          List.of(),
          List.of(),
          List.of(),
          new ShapeTable(List.of(), List.of()),
          WholeTextRules.NONE);

  StatefulDetectors {
    pem = List.copyOf(pem);
    assignments = List.copyOf(assignments);
    blocks = List.copyOf(blocks);
    if (pem.size() > 1 || assignments.size() > 1 || blocks.size() > 1) {
      throw new IllegalArgumentException("a detector with a state is there twice");
    }
  }

  /** Returns the words without which a line holds nothing for the PEM detector. */
  List<String> pemKeywords() {
    return pem.isEmpty() ? List.of() : List.of(PemDetector.KEYWORD);
  }

  /** Returns the words without which a line opens no block. */
  List<String> blockKeywords() {
    return blocks.isEmpty() ? List.of() : blocks.get(0).keywords();
  }

  /** Returns the words without which a line holds no name. */
  List<String> assignmentKeywords() {
    return assignments.isEmpty() ? List.of() : assignments.get(0).keywords();
  }
}
