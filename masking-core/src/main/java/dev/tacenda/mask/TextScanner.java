package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineProfile;
import dev.tacenda.mask.internal.assignment.Assignments;
import dev.tacenda.mask.internal.structure.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /** Keywords are looked for in so much text at a time, which then is in the cache. */
  private static final int BLOCK_BYTES = 16 * 1024;

  private final Rule[] rules;
  private final Label[] labels;
  private final KeywordIndex keywords;
  private final LineGate gate;
  private final int pemId;
  private final int assignmentId;
  private final int blockId;
  private final StatefulDetectors stateful;
  private final Placeholders placeholders;
  private final KnownSecretDetector known;
  private final ScanBuffers.Spare spare;

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
    this.spare = new ScanBuffers.Spare(rules.size() + 3, stateful.shapes(), placeholders);
    List<List<String>> keywordsById = new ArrayList<>(keywordsByRule);
    keywordsById.add(stateful.pemKeywords());
    keywordsById.add(stateful.assignmentKeywords());
    keywordsById.add(stateful.blockKeywords());
    for (String literal : stateful.shapes().literals()) {
      keywordsById.add(List.of(literal));
    }
    this.keywords = KeywordIndex.of(keywordsById);
    int[] alwaysTried = idsWithoutKeywords(keywordsByRule);
    List<Rule> always = new ArrayList<>();
    for (int id : alwaysTried) {
      always.add(rules.get(id));
    }
    this.gate = LineGate.of(always, alwaysTried);
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
    List<List<String>> keywords = new ArrayList<>();
    for (Rule rule : rules) {
      keywords.add(rule.keywords());
    }
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
    BitSet ids = new BitSet();
    for (int id = 0; id < keywordsByRule.size(); id++) {
      ids.set(id, keywordsByRule.get(id).isEmpty());
    }
    return ids.stream().toArray();
  }

  /**
   * Reports what stands in {@code text[from, to)}, in no particular order and with overlaps, and
   * returns what it means for the text that follows.
   */
  ScanState scan(ScanState before, byte[] text, int from, int to, Consumer<Span> sink) {
    return scan(before, text, from, to, new ScanTrace(), sink);
  }

  /** Scans as the other method does, and leaves a trace for {@link #rescan}. */
  ScanState scan(
      ScanState before, byte[] text, int from, int to, ScanTrace trace, Consumer<Span> sink) {
    known.find(text, from, to, sink);
    SeenRules rulesSeen = stateful.wholeText().find(before.seen(), text, from, to, sink);
    return scanLines(before, text, from, to, trace, sink).withSeen(rulesSeen);
  }

  /** Takes the lines that a scan went through. */
  interface Region {
    void accept(int from, int to);
  }

  /**
   * Reports what stands in the masked form of a text that was scanned, wherever that can be other
   * than what was reported of the text itself: on lines with replacements, and on those behind them
   * for as long as what went before means something else.
   *
   * @param trace of the scan of the text
   * @param before the state before the text
   * @param after the state after it
   * @param regions takes the lines that were scanned
   * @return the state after the masked form
   */
  ScanState rescan(
      Rendering masked,
      ScanTrace trace,
      ScanState before,
      ScanState after,
      Region regions,
      Consumer<Span> sink) {
    byte[] text = masked.bytes();
    known.find(text, 0, text.length, sink);
    if (!stateful.wholeText().isEmpty()) {
      regions.accept(0, text.length);
      SeenRules seen = stateful.wholeText().find(before.seen(), text, 0, text.length, sink);
      return scanLines(before, text, 0, text.length, new ScanTrace(), sink).withSeen(seen);
    }
    ScanBuffers buffers = spare.take(text, 0);
    ScanState state =
        rescanLines(
            masked, trace, before, new Lines(text, buffers, new ScanTrace(), sink), regions);
    spare.putBack(buffers);
    return state == null ? after : state;
  }

  /** Returns the state after the text if the last line was scanned, or null. */
  private static @Nullable ScanState rescanLines(
      Rendering masked, ScanTrace trace, ScanState before, Lines lines, Region regions) {
    byte[] text = masked.bytes();
    int start = 0;
    for (int i = 0; i < masked.count(); i++) {
      if (masked.start(i) >= start) {
        int from = Bytes.startOfLine(text, start, masked.start(i));
        start = from;
        ScanState state = from == 0 ? before : trace.before(masked.sourceOf(from));
        do {
          int end = Bytes.endOfLine(text, start, text.length);
          state = lines.block(state, start, end);
          start = end + 1;
        } while (start <= text.length && differs(state, masked, start, trace));
        regions.accept(from, start - 1);
        if (start > text.length) {
          return state;
        }
      }
    }
    return null;
  }

  /** Returns true if the line at {@code start} means something else than it did unmasked. */
  private static boolean differs(ScanState state, Rendering masked, int start, ScanTrace trace) {
    return masked.isReplaced(start) || !state.sameAs(trace.before(masked.sourceOf(start)));
  }

  private ScanState scanLines(
      ScanState before, byte[] text, int from, int to, ScanTrace trace, Consumer<Span> sink) {
    ScanBuffers buffers = spare.take(text, from);
    Lines lines = new Lines(text, buffers, trace, sink);
    ScanState state = before;
    int start = from;
    while (start <= to) {
      int end = endOfBlock(text, start, to);
      state = lines.block(state, start, end);
      start = end + 1;
    }
    spare.putBack(buffers);
    return state;
  }

  /** Returns the end of a line, which is not the next one if lines are short. */
  private static int endOfBlock(byte[] text, int from, int to) {
    int most = Math.min(from + BLOCK_BYTES, to);
    if (most == to) {
      return to;
    }
    int end = Bytes.lastIndexOf(text, from, most, (byte) '\n');
    return end >= 0 ? end : Bytes.endOfLine(text, most, to);
  }

  /** Goes through the lines of one text on which a rule may find something. */
  private final class Lines {
    private final byte[] text;
    private final ScanTrace trace;
    private final Consumer<Span> sink;
    private final KeywordHits hits;
    private final BitSet candidates;
    private final LineProfile profile;
    private final ShapeHits shapeHits;

    Lines(byte[] text, ScanBuffers buffers, ScanTrace trace, Consumer<Span> sink) {
      this.text = text;
      this.trace = trace;
      this.sink = sink;
      this.hits = buffers.hits();
      this.candidates = buffers.candidates();
      this.profile = buffers.profile();
      this.shapeHits = buffers.shapeHits();
    }

    /** Scans the lines of {@code text[from, to)}; {@code to} is the end of one. */
    ScanState block(ScanState before, int from, int to) {
      keywords.find(text, from, to, hits);
      LineGate.Lines gated = gate.lines(text, to, profile);
      ScanState state = before;
      int start = from;
      while (start <= to) {
        if (state.isQuiet()) {
          start = startOfNext(start, to, gated);
          if (start < 0) {
            return state;
          }
        } else {
          trace.add(start, state);
        }
        int end = Bytes.endOfLine(text, start, to);
        for (; hits.has() && hits.end() <= end; hits.next()) {
          boolean unused = takeKeyword(start, to);
        }
        if (gated.next(start) <= end) {
          gated.addRulesOf(start, end, candidates);
        }
        state = line(state, start, end, gated);
        start = end + 1;
      }
      return state;
    }

    /**
     * Returns the start of the next line to look at, or -1 if the block has none. A keyword that
     * means nothing where it stands, as most do, is no reason to look at its line.
     */
    private int startOfNext(int from, int to, LineGate.Lines gated) {
      int place = gated.next(from);
      for (; hits.has() && hits.end() <= place; hits.next()) {
        if (takeKeyword(from, to)) {
          int start = Bytes.startOfLine(text, from, hits.end() - 1);
          hits.next();
          return start;
        }
      }
      return place < to ? Bytes.startOfLine(text, from, place) : -1;
    }

    /**
     * Takes note of the keywords that end at the hit at hand; returns false if none may count.
     *
     * @param from where the line begins, or a place before it
     */
    private boolean takeKeyword(int from, int to) {
      boolean taken = false;
      int end = hits.end();
      for (int id : keywords.ids(hits.state())) {
        if (id > blockId) {
          taken |= shapeHits.seen(id - blockId - 1, text, from, to, end);
        } else if (mayUse(id, from, to, end)) {
          candidates.set(id);
          taken = true;
        }
      }
      return taken;
    }

    private boolean mayUse(int id, int from, int to, int end) {
      if (id < rules.length) {
        return rules[id].mayUseKeyword(text, from, to, end);
      }
      return id != assignmentId || Assignments.mayAssign(text, from, to, end);
    }

    private ScanState line(ScanState state, int from, int to, LineGate.Lines gated) {
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
      if (!stateful.blocks().isEmpty()
          && from < to
          && (block.inside() || candidates.get(blockId))) {
        block = stateful.blocks().get(0).line(block, text, from, to, sink);
      }
      tryRules(from, to, gated);
      NearWords near = shapeHits.line(state.near(), text, from, to, sink);
      return state.behindLine(key, near, open, block);
    }

    private void tryRules(int from, int to, LineGate.Lines gated) {
      int id = candidates.nextSetBit(0);
      if (id >= 0 && id < rules.length && to > from) {
        LineProfile profile = gated.profile(from, to);
        @Nullable Line line = null;
        for (; id >= 0 && id < rules.length; id = candidates.nextSetBit(id + 1)) {
          if (rules[id].mayFindIn(profile)) {
            line = line == null ? Line.of(Arrays.copyOfRange(text, from, to)) : line;
            Label label = labels[id];
            rules[id].find(
                line, (start, end) -> sink.accept(new Span(from + start, from + end, label)));
          }
        }
      }
      candidates.clear();
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
    KeywordHits hits = new KeywordHits();
    keywords.find(text, from, to, hits);
    ShapeHits literals = new ShapeHits(stateful.shapes(), placeholders);
    literals.restart(text, from);
    for (; hits.has(); hits.next()) {
      for (int id : keywords.ids(hits.state())) {
        if (id > blockId) {
          literals.seen(id - blockId - 1, hits.end());
        }
      }
    }
    return literals;
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
}
