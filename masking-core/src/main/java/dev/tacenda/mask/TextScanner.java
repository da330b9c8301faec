package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One pass of all detectors over a text: pattern rules on the lines that hold one of their
 * keywords, the PEM detector, known secrets. Immutable and thread-safe.
 *
 * <p>Pattern rules see one line at a time, so what they find in a line does not depend on the lines
 * around it. What does depend on them is told by a {@link ScanState}.
 */
@TrustedCode("Every rule is tried on every line that could match it.")
final class TextScanner {
  private final Rule[] rules;
  private final Label[] labels;
  private final KeywordIndex keywords;
  private final int[] alwaysTried;
  private final int pemId;
  private final int assignmentId;
  private final StatefulDetectors stateful;
  private final KnownSecretDetector known;

  private TextScanner(
      List<Rule> rules,
      List<Label> labels,
      List<List<String>> keywordsByRule,
      StatefulDetectors stateful,
      KnownSecretDetector known) {
    this.rules = rules.toArray(Rule[]::new);
    this.labels = labels.toArray(Label[]::new);
    this.pemId = rules.size();
    this.assignmentId = rules.size() + 1;
    this.stateful = stateful;
    this.known = known;
    List<List<String>> keywordsById = new ArrayList<>(keywordsByRule);
    keywordsById.add(stateful.pemKeywords());
    keywordsById.add(stateful.assignmentKeywords());
    this.keywords = KeywordIndex.of(keywordsById);
    this.alwaysTried = idsWithoutKeywords(keywordsByRule);
  }

  /**
   * Returns a scanner.
   *
   * @param rules the pattern rules
   * @param labels their labels, in the same order
   * @param stateful the detectors that see more than one line
   */
  static TextScanner of(
      List<Rule> rules, List<Label> labels, StatefulDetectors stateful, KnownSecretDetector known) {
    List<List<String>> keywords = rules.stream().map(Rule::keywords).toList();
    return new TextScanner(rules, labels, keywords, stateful, known);
  }

  /** Returns a scanner that tries every rule on every line: slow, and right by inspection. */
  static TextScanner withoutPrefilter(
      List<Rule> rules, List<Label> labels, StatefulDetectors stateful, KnownSecretDetector known) {
    List<List<String>> none = rules.stream().map(rule -> List.<String>of()).toList();
    return new TextScanner(rules, labels, none, stateful, known);
  }

  private static int[] idsWithoutKeywords(List<List<String>> keywordsByRule) {
    return IntStream.range(0, keywordsByRule.size())
        .filter(id -> keywordsByRule.get(id).isEmpty())
        .toArray();
  }

  /**
   * Reports what stands in {@code text[from, to)}, in no particular order and with overlaps, and
   * returns what it means for the text that follows.
   */
  ScanState scan(ScanState before, byte[] text, int from, int to, Consumer<Span> sink) {
    known.find(text, from, to, sink);
    BitSet candidates = new BitSet(rules.length + 2);
    ScanState state = before;
    int node = keywords.start();
    int lineStart = from;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '\n') {
        state = line(state, candidates, text, lineStart, i, sink);
        candidates.clear();
        node = keywords.start();
        lineStart = i + 1;
      } else {
        node = keywords.step(node, b);
        for (int id : keywords.ids(node)) {
          candidates.set(id);
        }
      }
    }
    return line(state, candidates, text, lineStart, to, sink);
  }

  /** Returns the state after the part {@code text[0, to)} of a line. */
  ScanState stateAfter(ScanState state, byte[] text, int to) {
    if (to == 0) {
      return state;
    }
    PemDetector.State key = state.pem();
    return new ScanState(
        stateful.pem().isEmpty() ? key : stateful.pem().get(0).part(key, text, 0, to, span -> {}),
        state.near().after(to, 0),
        OpenNames.NONE);
  }

  /** Returns the last place up to {@code place} at which nothing that carries a state is cut. */
  int startOfContext(byte[] text, int place, int to) {
    return PemMarker.startAround(text, place, to);
  }

  /**
   * Returns from where on {@code text[from, to)} may be the beginning of a known secret; else to.
   */
  int undecidedFrom(byte[] text, int from, int to) {
    return known.undecidedFrom(text, from, to);
  }

  /** Reports known secrets only. */
  void findKnown(byte[] text, int from, int to, Consumer<Span> sink) {
    known.find(text, from, to, sink);
  }

  /** The prefilter that says which rules are tried on a line. */
  KeywordIndex prefilter() {
    return keywords;
  }

  private ScanState line(
      ScanState state, BitSet candidates, byte[] text, int from, int to, Consumer<Span> sink) {
    for (int id : alwaysTried) {
      candidates.set(id);
    }
    PemDetector.State key = state.pem();
    if (!stateful.pem().isEmpty() && (key.inside() || candidates.get(pemId))) {
      key = stateful.pem().get(0).line(key, text, from, to, sink);
    }
    OpenNames open = state.open();
    if (!stateful.assignments().isEmpty() && (!open.isEmpty() || candidates.get(assignmentId))) {
      open = stateful.assignments().get(0).line(open, text, from, to, sink);
    }
    candidates.clear(pemId, assignmentId + 1);
    if (!candidates.isEmpty() && to > from) {
      Line line = Line.of(Arrays.copyOfRange(text, from, to));
      candidates.stream()
          .forEach(
              id ->
                  rules[id].find(
                      line,
                      (start, end) -> sink.accept(new Span(from + start, from + end, labels[id]))));
    }
    return new ScanState(key, state.near().after(to - from, 1), open);
  }
}
