package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.Assignment;
import dev.tacenda.mask.internal.assignment.AssignmentModel;
import dev.tacenda.mask.internal.assignment.Assignments;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.assignment.Pending;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds values by the names they are assigned to, one line at a time, and asks the model which of
 * them are secrets. Immutable and thread-safe.
 */
@TrustedCode("A value whose score reaches the threshold is found to its last byte.")
final class AssignmentDetector {
  /** From this confidence on a value is a finding, in percent. */
  static final int MIN_CONFIDENCE = 60;

  private final AssignmentModel model;
  private final Map<NameWord, Label> labels;

  /** Takes a label for each kind of name whose values are looked for. */
  AssignmentDetector(AssignmentModel model, Map<NameWord, Label> labels) {
    this.model = model;
    this.labels = labels.isEmpty() ? Map.of() : new EnumMap<>(labels);
  }

  /**
   * Reports the findings of the line {@code text[from, to)} and returns what it leaves open.
   *
   * @param before what the line before left open
   */
  OpenNames line(OpenNames before, byte[] text, int from, int to, Consumer<Span> sink) {
    Pending first = before.isEmpty() ? null : before.names().get(0);
    Pending after = Assignments.find(text, from, to, first, a -> judge(a, text, sink));
    for (int i = 1; i < before.names().size(); i++) {
      Assignments.continued(text, from, to, before.names().get(i), a -> judge(a, text, sink));
    }
    return OpenNames.of(after);
  }

  /** Returns the words without which a line holds no name of these kinds. */
  List<String> keywords() {
    Set<String> keywords = new LinkedHashSet<>();
    labels.keySet().forEach(word -> keywords.addAll(word.words()));
    return List.copyOf(keywords);
  }

  private void judge(Assignment a, byte[] text, Consumer<Span> sink) {
    Label label = labels.get(a.word());
    if (label == null) {
      return;
    }
    int confidence = confidence(a);
    if (confidence < MIN_CONFIDENCE) {
      return;
    }
    int start = inBraces(text, a.valueStart(), a.valueEnd()) ? a.valueStart() + 1 : a.valueStart();
    if (!StandIns.isStandIn(text, start, a.valueEnd())) {
      sink.accept(new Span(start, a.valueEnd(), label.withConfidence(confidence)));
    }
  }

  /** ODBC puts values in braces, of which a value without quotes holds the first. */
  private static boolean inBraces(byte[] text, int start, int end) {
    return end - start > 1 && text[start] == '{' && end < text.length && text[end] == '}';
  }

  /** What the model says; a form that needs no model is as sure as it must be at least. */
  private int confidence(Assignment a) {
    int percent = AssignmentModel.confidence(model.score(a));
    boolean telling = a.isNamedKeyMaterial() || a.isChosenPassword();
    return telling ? Math.max(percent, MIN_CONFIDENCE) : percent;
  }
}
