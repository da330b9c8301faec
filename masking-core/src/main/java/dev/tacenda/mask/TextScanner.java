package dev.tacenda.mask;

import dev.tacenda.mask.internal.structure.Block;
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
  private static final int MAX_KEYWORD_BYTES = 64;

  private final Rule[] rules;
  private final Label[] labels;
  private final KeywordIndex keywords;
  private final int[] alwaysTried;
  private final int pemId;
  private final int assignmentId;
  private final int blockId;
  private final StatefulDetectors stateful;
  private final Placeholders placeholders;
  private final KnownSecretDetector known;

  private TextScanner(
      List<Rule> rules,
      List<Label> labels,
      List<List<String>> keywordsByRule,
      StatefulDetectors stateful,
      Placeholders placeholders,
      KnownSecretDetector known) {
    this.rules = rules.toArray(Rule[]::new);
    this.labels = labels.toArray(Label[]::new);
    this.pemId = rules.size();
    this.assignmentId = rules.size() + 1;
    this.blockId = rules.size() + 2;
    this.stateful = stateful;
    this.placeholders = placeholders;
    this.known = known;
    List<List<String>> keywordsById = new ArrayList<>(keywordsByRule);
    keywordsById.add(stateful.pemKeywords());
    keywordsById.add(stateful.assignmentKeywords());
    keywordsById.add(stateful.blockKeywords());
    stateful.shapes().literals().forEach(literal -> keywordsById.add(List.of(literal)));
    this.keywords = KeywordIndex.of(keywordsById);
    this.alwaysTried = idsWithoutKeywords(keywordsByRule);
  }

  /**
   * Returns a scanner.
   *
   * @param rules the pattern rules
   * @param labels their labels, in the same order
   * @param stateful the detectors that see more than one line
   * @param placeholders those in which no word counts
   */
  static TextScanner of(
      List<Rule> rules,
      List<Label> labels,
      StatefulDetectors stateful,
      Placeholders placeholders,
      KnownSecretDetector known) {
    List<List<String>> keywords = rules.stream().map(Rule::keywords).toList();
    return new TextScanner(rules, labels, keywords, stateful, placeholders, known);
  }

  /**
   * Returns a scanner that tries every pattern rule on every line: slow, and right by inspection.
   */
  static TextScanner withoutPrefilter(
      List<Rule> rules,
      List<Label> labels,
      StatefulDetectors stateful,
      Placeholders placeholders,
      KnownSecretDetector known) {
    List<List<String>> none = rules.stream().map(rule -> List.<String>of()).toList();
    return new TextScanner(rules, labels, none, stateful, placeholders, known);
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
    SeenRules rulesSeen = stateful.wholeText().find(before.seen(), text, from, to, sink);
    Seen seen = new Seen();
    ScanState state = before;
    int node = keywords.start();
    int lineStart = from;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '\n') {
        state = line(state, seen, text, lineStart, i, sink);
        node = keywords.start();
        lineStart = i + 1;
      } else {
        node = keywords.step(node, b);
        seen.keywords(keywords.ids(node), i + 1);
      }
    }
    return line(state, seen, text, lineStart, to, sink).withSeen(rulesSeen);
  }

  /** What the prefilter saw in the line at hand. */
  private final class Seen {
    private final BitSet candidates = new BitSet(rules.length + 3);
    private final ShapeHits shapeHits = new ShapeHits(stateful.shapes(), placeholders);

    private void keywords(int[] ids, int end) {
      for (int id : ids) {
        if (id <= blockId) {
          candidates.set(id);
        } else {
          shapeHits.seen(id - blockId - 1, end);
        }
      }
    }
  }

  /** Returns the state after the part {@code text[0, to)} of a line. */
  ScanState stateAfter(ScanState state, byte[] text, int to) {
    if (to == 0) {
      return state;
    }
    PemDetector.State key = state.pem();
    return new ScanState(
        stateful.pem().isEmpty() ? key : stateful.pem().get(0).part(key, text, 0, to, span -> {}),
        literals(text, 0, to).part(state.near(), text, 0, to),
        OpenNames.NONE,
        state.block().inLine());
  }

  /** Returns the literals of shape rules in a part of a line. */
  private ShapeHits literals(byte[] text, int from, int to) {
    Seen seen = new Seen();
    int node = keywords.start();
    for (int i = from; i < to; i++) {
      node = keywords.step(node, text[i]);
      seen.keywords(keywords.ids(node), i + 1);
    }
    return seen.shapeHits;
  }

  /** Returns the last place up to {@code place} at which nothing that carries a state is cut. */
  int startOfContext(byte[] text, int place, int to) {
    int start = PemMarker.startAround(text, place, to);
    int first = Math.max(0, start - MAX_KEYWORD_BYTES);
    int last = Math.min(to, start + MAX_KEYWORD_BYTES);
    int ofLiteral = literals(text, first, last).startOfLiteralAt(start);
    return placeholders.startOfGenuineAt(text, 0, to, ofLiteral);
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

  /** Returns true if there are rules to which a place between two words means nothing. */
  boolean readsWholeTexts() {
    return !stateful.wholeText().isEmpty();
  }

  /** The prefilter that says which rules are tried on a line. */
  KeywordIndex prefilter() {
    return keywords;
  }

  private ScanState line(
      ScanState state, Seen seen, byte[] text, int from, int to, Consumer<Span> sink) {
    BitSet candidates = seen.candidates;
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
    Block block = state.block();
    // An empty rest of a line says nothing: it may be that of a line which was seen before.
    if (!stateful.blocks().isEmpty() && from < to && (block.inside() || candidates.get(blockId))) {
      block = stateful.blocks().get(0).line(block, text, from, to, sink);
    }
    candidates.clear(pemId, blockId + 1);
    if (!candidates.isEmpty() && to > from) {
      Line line = Line.of(Arrays.copyOfRange(text, from, to));
      candidates.stream()
          .forEach(
              id ->
                  rules[id].find(
                      line,
                      (start, end) -> sink.accept(new Span(from + start, from + end, labels[id]))));
    }
    candidates.clear();
    NearWords near = seen.shapeHits.line(state.near(), text, from, to, sink);
    return new ScanState(key, near, open, block);
  }
}
