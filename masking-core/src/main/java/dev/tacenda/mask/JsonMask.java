package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Masks the strings of one JSON document, in the order of its scope. Confined to one thread, used
 * once.
 *
 * <p>What was restored before is looked for where it may have been restored into, and is learnt
 * there. In what came before it, it was found, or it has left already, and a change would make the
 * API refuse the conversation.
 */
@TrustedCode("Every string that the scope wants scanned is masked.")
final class JsonMask {
  private final byte[] json;
  private final ScanScope scope;
  private final TextMask textMask;
  private final FieldRules fields;
  private final RecentTurns turns;
  private final long learntSeed;
  private final @Nullable Vault vault;
  private final MaskCollector collector;

  private LearntValues learnt;
  private ScanState state = ScanState.START;
  private byte[] buffer = {};

  JsonMask(
      byte[] json,
      ScanScope scope,
      TextMask textMask,
      FieldRules fields,
      RecentTurns turns,
      long learntSeed,
      @Nullable Vault vault,
      MaskCollector collector) {
    this.json = json;
    this.scope = scope;
    this.textMask = textMask;
    this.fields = fields;
    this.turns = turns;
    this.learntSeed = learntSeed;
    this.vault = vault;
    this.learnt = new LearntValues(learntSeed);
    this.collector = collector;
  }

  /** Masks {@code strings}, which are those of the document. */
  MaskResult mask(JsonStrings strings, JsonTables tables) {
    OrderedStrings ordered = inOrder(strings, tables);
    if (!turns.remember(json, ordered)) {
      mask(ordered, 0, new Turn());
      return collector.result();
    }
    RecentTurns.Taken taken = turns.take(json, ordered, fields, vault);
    boolean complete = false;
    try {
      mask(ordered, taken.same(), taken.turn());
      taken.turn().keep(json, ordered, vault);
      complete = true;
    } finally {
      if (!complete) {
        taken.turn().wipe();
      }
    }
    turns.putBack(taken);
    return collector.result();
  }

  /** Masks {@code strings}, of which the first {@code same} are those of an earlier turn. */
  private void mask(OrderedStrings strings, int same, Turn turn) {
    learnt = turn.takeLearntFrom(same, learntSeed);
    turn.restart(same, learnt);
    for (int i = 0; i < same; i++) {
      state = turn.after(i);
      collect(strings.get(i), turn.at(i));
    }
    LearntValues others = others();
    for (int i = same; i < strings.size(); i++) {
      JsonString string = strings.get(i);
      boolean looked = others != null && (scope.goesOn() || scope.mayHoldRestored(string));
      learnt.findAlso(looked ? others : null);
      mask(string, strings.follows(i), turn);
    }
    learnt.findAlso(null); // what is in the vault belongs to the caller, not to the turn
  }

  /** Returns what is looked for besides what the document itself gives away. */
  private @Nullable LearntValues others() {
    if (vault == null || !(scope.goesOn() || vault.hasRestored())) {
      return null;
    }
    LearntValues values = new LearntValues(learntSeed);
    if (scope.goesOn()) {
      vault.teachAll(values);
    } else {
      vault.teachRestored(values);
    }
    return values;
  }

  private void collect(JsonString string, Turn.Decided decided) {
    if (!decided.outcome().isClean()) {
      collector.add(
          decided.outcome(),
          decided.replacements(),
          string.path(scope.vocabulary()),
          new Places.Shifted(string.start()));
    }
  }

  private OrderedStrings inOrder(JsonStrings strings, JsonTables tables) {
    JsonString string = new JsonString(strings);
    OrderedStrings scanned = new OrderedStrings(strings, string, tables);
    for (int i = 0; i < strings.size(); i++) {
      string.moveTo(i);
      FieldClass fieldClass = scope.classOf(string);
      collector.cover(fieldClass, string.end() - string.start());
      if (Withheld.isOf(fieldClass)) {
        collector.withhold(string.start(), string.end(), fieldClass);
      }
      if (fixed(fieldClass)) {
        refuseSecret(string, fieldClass);
      }
      if (fieldClass.scanned()) {
        scanned.add(i, scope.order(string));
      }
    }
    scanned.sort();
    return scanned;
  }

  private boolean fixed(FieldClass fieldClass) {
    boolean fixed = fieldClass == FieldClass.PROTOCOL || fieldClass == FieldClass.BINARY;
    return fixed && scope.refusesSecretsInFixedFields();
  }

  private void refuseSecret(JsonString string, FieldClass fieldClass) {
    byte[] text = json;
    int from = string.start();
    int to = string.end();
    if (string.isEscaped()) {
      JsonText decoded = JsonText.decode(json, from, to, buffer(to - from));
      text = decoded.bytes();
      from = 0;
      to = decoded.length();
    }
    Optional<String> rule = textMask.secretIn(text, from, to, fieldClass == FieldClass.BINARY);
    if (rule.isPresent()) {
      throw new MaskingException(
          MaskingException.Reason.SECRET_IN_FIXED_FIELD,
          "rule " + rule.get() + " at " + string.path(scope.vocabulary()));
    }
  }

  /**
   * Masks a string.
   *
   * @param goesOn true for an element of an array behind another one: an array of strings may be
   *     the lines of one text, as in the cells of a notebook
   */
  private void mask(JsonString string, boolean goesOn, Turn turn) {
    ScanState before = (goesOn ? state : ScanState.START).forValueOf(string.name());
    Turn.Decided decided = decided(string, before);
    turn.add(string, goesOn, decided, state, learnt);
    collect(string, decided);
  }

  private Turn.Decided decided(JsonString string, ScanState before) {
    int start = string.start();
    if (!string.isEscaped()) {
      return decided(string, json, start, string.end(), Places.Identity.INSTANCE, before);
    }
    JsonText text = JsonText.decode(json, start, string.end(), buffer(string.end() - start));
    return decided(string, text.bytes(), 0, text.length(), text, before);
  }

  /** One buffer serves all strings, one after the other. */
  private byte[] buffer(int size) {
    if (buffer.length < size) {
      buffer = new byte[Math.max(size, 2 * buffer.length)];
    }
    return buffer;
  }

  private Turn.Decided decided(
      JsonString string, byte[] text, int from, int to, Places places, ScanState before) {
    TextMask.Outcome outcome =
        textMask.decide(text, from, to, learnt, before, fields.find(string, text, from, to));
    state = outcome.after();
    List<Label> known = fields.labels(string);
    if (outcome.isClean() && known.isEmpty()) {
      return Turn.Decided.CLEAN;
    }
    List<byte[]> replacements = textMask.replacements(text, outcome.masked(), learnt);
    int start = string.start();
    TextMask.Outcome inString =
        new TextMask.Outcome(
            inString(outcome.masked(), places, start),
            inString(outcome.allowed(), places, start),
            state);
    return new Turn.Decided(inString, replacements, known);
  }

  private static List<Span> inString(List<Span> spans, Places places, int start) {
    List<Span> shifted = new ArrayList<>(spans.size());
    for (Span span : spans) {
      int first = places.sourceOfStart(span.start()) - start;
      shifted.add(new Span(first, places.sourceOfEnd(span.end()) - start, span.label()));
    }
    return shifted;
  }
}
