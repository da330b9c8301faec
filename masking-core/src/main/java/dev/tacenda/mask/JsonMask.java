package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Masks the strings of one JSON document, in the order of its scope. Confined to one thread, used
 * once.
 */
@TrustedCode("Every string that the scope wants scanned is masked.")
final class JsonMask {
  private final byte[] json;
  private final ScanScope scope;
  private final TextMask textMask;
  private final FieldRules fields;
  private final LearntValues learnt;
  private final MaskCollector collector;

  private ScanState state = ScanState.START;
  private byte[] buffer = {};
  private @Nullable JsonString previous;

  JsonMask(
      byte[] json,
      ScanScope scope,
      TextMask textMask,
      FieldRules fields,
      LearntValues learnt,
      MaskCollector collector) {
    this.json = json;
    this.scope = scope;
    this.textMask = textMask;
    this.fields = fields;
    this.learnt = learnt;
    this.collector = collector;
  }

  /** Masks {@code strings}, which are those of the document. */
  MaskResult mask(List<JsonString> strings) {
    inOrder(strings).forEach(this::mask);
    return collector.result();
  }

  private record Ordered(JsonString string, int order) {}

  private List<JsonString> inOrder(List<JsonString> strings) {
    List<Ordered> scanned = new ArrayList<>();
    for (JsonString string : strings) {
      FieldClass fieldClass = scope.classOf(string);
      if (fixed(fieldClass)) {
        refuseSecret(string, fieldClass);
      }
      if (fieldClass.scanned()) {
        scanned.add(new Ordered(string, scope.order(string)));
      }
    }
    // The sort is stable, so strings of equal order stay as they stand in the document.
    scanned.sort(Comparator.comparingInt(Ordered::order));
    return scanned.stream().map(Ordered::string).toList();
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

  private void mask(JsonString string) {
    // An array of strings may be the lines of one text, as in the cells of a notebook.
    boolean goesOn = previous != null && string.follows(previous);
    ScanState before = (goesOn ? state : ScanState.START).forValueOf(string.name());
    previous = string;
    if (string.isEscaped()) {
      int size = string.end() - string.start();
      JsonText decoded = JsonText.decode(json, string.start(), string.end(), buffer(size));
      mask(string, decoded.bytes(), 0, decoded.length(), decoded, before);
    } else {
      mask(string, json, string.start(), string.end(), Places.Identity.INSTANCE, before);
    }
  }

  /** One buffer serves all strings, one after the other. */
  private byte[] buffer(int size) {
    if (buffer.length < size) {
      buffer = new byte[Math.max(size, 2 * buffer.length)];
    }
    return buffer;
  }

  private void mask(
      JsonString string, byte[] text, int from, int to, Places places, ScanState before) {
    TextMask.Outcome outcome =
        textMask.decide(text, from, to, learnt, before, fields.find(string, text, from, to));
    state = outcome.after();
    if (!outcome.isClean()) {
      List<byte[]> replacements = textMask.replacements(text, outcome.masked(), learnt);
      collector.add(outcome, replacements, string.path(scope.vocabulary()), places);
    }
  }
}
