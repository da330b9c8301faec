package dev.tacenda.mask;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rules that read whole texts: each is tried on a text if one of its keywords stands anywhere
 * in it, or in what went before it if the text goes on from there. Immutable.
 */
@TrustedCode("Every rule is tried on every text that holds one of its keywords.")
final class WholeTextRules {
  static final WholeTextRules NONE = new WholeTextRules(List.of(), List.of());

  private final List<Rule> rules;
  private final List<Label> labels;
  private final KeywordIndex keywords;
  private final BitSet alwaysTried = new BitSet();

  /**
   * Takes the rules.
   *
   * @param labels their labels, in the same order
   */
  WholeTextRules(List<Rule> rules, List<Label> labels) {
    this.rules = List.copyOf(rules);
    this.labels = List.copyOf(labels);
    this.keywords = KeywordIndex.of(rules.stream().map(Rule::keywords).toList());
    for (int id = 0; id < rules.size(); id++) {
      alwaysTried.set(id, rules.get(id).keywords().isEmpty());
    }
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * Reports what stands in {@code text[from, to)}, and returns the rules of which a keyword was
   * seen up to its end.
   */
  SeenRules find(SeenRules before, byte[] text, int from, int to, Consumer<Span> sink) {
    if (isEmpty()) {
      return before;
    }
    byte[] bytes = Arrays.copyOfRange(text, from, to);
    SeenRules seen = before.or(new SeenRules(keywords.idsIn(bytes)));
    BitSet tried = (BitSet) seen.ids().clone();
    tried.or(alwaysTried);
    if (!tried.isEmpty() && bytes.length > 0) {
      Line whole = Line.of(bytes);
      tried.stream().forEach(id -> find(id, whole, from, sink));
    }
    return seen;
  }

  private void find(int id, Line text, int from, Consumer<Span> sink) {
    Label label = labels.get(id);
    rules
        .get(id)
        .find(text, (start, end) -> sink.accept(new Span(from + start, from + end, label)));
  }
}
