package dev.tacenda.mask;

import dev.tacenda.mask.internal.encoding.EncodedTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which spans of one text are replaced, and by what. It scans, renders the masked text, and
 * scans that again until nothing more is found: so masking what was masked changes nothing, and a
 * value that one finding hid from another rule is found as well. Immutable and thread-safe.
 */
@TrustedCode("What is left after replacing the spans holds nothing that a masking rule finds.")
final class TextMask {
  /** Real texts need one round with findings and one without; more rounds than this never end. */
  private static final int MAX_ROUNDS = 16;

  /** Encodings around a text that are undone: base64 of base64, twice escaped. */
  private static final int MAX_ENCODINGS = 2;

  private final TextScanner scanner;
  private final Styles styles;
  private final int minConfidence;

  /**
   * Masks what {@code scanner} finds, but for findings that are less sure than {@code
   * minConfidence}.
   */
  TextMask(TextScanner scanner, Styles styles, int minConfidence) {
    this.scanner = scanner;
    this.styles = styles;
    this.minConfidence = minConfidence;
  }

  /**
   * What to do about one text.
   *
   * @param masked disjoint spans to replace, in order
   * @param allowed spans that a rule found and policy allows, in order
   * @param after what the text means for what follows it
   */
  record Outcome(List<Span> masked, List<Span> allowed, ScanState after) {
    boolean isClean() {
      return masked.isEmpty() && allowed.isEmpty();
    }
  }

  /**
   * Decides about {@code text[from, to)} and adds to {@code learnt} what it masks.
   *
   * @throws MaskingException if the masked text does not come to rest
   */
  Outcome decide(byte[] text, int from, int to, LearntValues learnt, ScanState before) {
    return decide(text, from, to, learnt, before, List.of());
  }

  /**
   * Decides about {@code text[from, to)} as {@link #decide(byte[], int, int, LearntValues,
   * ScanState)} does.
   *
   * @param known what is known to stand in it, because of where it stands
   */
  Outcome decide(
      byte[] text, int from, int to, LearntValues learnt, ScanState before, List<Span> known) {
    List<Span> found = new ArrayList<>();
    known.forEach(span -> found.add(weighed(span)));
    ScanTrace trace = new ScanTrace();
    ScanState after = scanner.scan(before, text, from, to, trace, span -> found.add(weighed(span)));
    scanEncoded(text, from, to, MAX_ENCODINGS, found);
    learnt.find(text, from, to, found::add);
    if (learnt.hasOthers() && masking(found).isEmpty()) {
      learnt.findOthers(text, from, to, found::add);
    }
    if (found.isEmpty()) {
      return new Outcome(List.of(), List.of(), after);
    }
    List<Span> kept = new OwnMarks(styles, text, from, to).without(found);
    List<Span> masked = masking(kept);
    learn(masked, text, learnt);
    // And each value by itself: it may stand alone where the union does not.
    learn(kept.stream().filter(Span::masks).toList(), text, learnt);
    for (int round = 0; round < MAX_ROUNDS && !masked.isEmpty(); round++) {
      Rendering rendering =
          new Rendering(text, from, to, masked, replacements(text, masked, learnt));
      Remaining more = remaining(rendering, learnt, before, trace, after);
      if (more.spans().isEmpty()) {
        return new Outcome(masked, allowedBeside(masked, kept), after.or(more.after()));
      }
      giveUpStyles(masked, more.spans(), text, learnt);
      List<Span> all = new ArrayList<>(masked);
      all.addAll(more.spans());
      masked = Span.merged(all);
      learn(masked, text, learnt);
    }
    if (masked.isEmpty()) {
      return new Outcome(List.of(), allowedBeside(masked, kept), after);
    }
    throw new MaskingException(
        MaskingException.Reason.NOT_STABLE, "not at rest after " + MAX_ROUNDS + " rounds");
  }

  /**
   * Returns the rule of a value in {@code text[from, to)} that is a secret beyond doubt, if there
   * is one: a known secret, or a token of a vendor's shape.
   */
  Optional<String> secretIn(byte[] text, int from, int to, boolean encodedBinary) {
    List<Span> found = new ArrayList<>();
    if (encodedBinary) {
      scanner.findKnown(text, from, to, found::add);
    } else {
      ScanState unused =
          scanner.scan(ScanState.START, text, from, to, span -> found.add(weighed(span)));
      scanEncoded(text, from, to, MAX_ENCODINGS, found);
    }
    return new OwnMarks(styles, text, from, to)
        .without(found).stream()
            .filter(span -> span.masks() && span.label().specificity() >= Profile.BEYOND_DOUBT)
            .map(span -> span.label().ruleId())
            .sorted()
            .findFirst();
  }

  /** Adds what is found in texts that stand encoded in this one, at most {@code depth} times. */
  private void scanEncoded(byte[] text, int from, int to, int depth, List<Span> found) {
    EncodedTexts.find(
        text,
        from,
        to,
        inner -> {
          byte[] bytes = inner.bytes();
          List<Span> spans = new ArrayList<>();
          ScanState unused =
              scanner.scan(
                  ScanState.START, bytes, 0, bytes.length, span -> spans.add(weighed(span)));
          if (depth > 1) {
            scanEncoded(bytes, 0, bytes.length, depth - 1, spans);
          }
          for (Span span : new OwnMarks(styles, bytes, 0, bytes.length).without(spans)) {
            int start = inner.sourceOfStart(span.start());
            found.add(new Span(start, inner.sourceOfEnd(span.end()), span.label()));
          }
        });
  }

  /** What the policy does not act on is as if it were allowed. */
  private Span weighed(Span span) {
    return span.label().confidence() >= minConfidence
        ? span
        : new Span(span.start(), span.end(), span.label().allowed());
  }

  /** Returns the replacements of {@code spans} in {@code text}. */
  List<byte[]> replacements(byte[] text, List<Span> spans, LearntValues learnt) {
    List<byte[]> replacements = new ArrayList<>(spans.size());
    for (Span span : spans) {
      Label first = learnt.labelOf(text, span.start(), span.end());
      Label label = first == null ? span.label() : first;
      byte[] value = Arrays.copyOfRange(text, span.start(), span.end());
      replacements.add(
          learnt.usesPlaceholder(text, span.start(), span.end())
              ? styles.placeholders().of(label.type(), value)
              : styles.of(label, value));
    }
    return replacements;
  }

  /**
   * A span that is found again as it stands has a replacement that a rule takes for a value there.
   * Only a placeholder never is.
   */
  private static void giveUpStyles(
      List<Span> masked, List<Span> again, byte[] text, LearntValues learnt) {
    Map<Integer, Integer> endByStart = new HashMap<>();
    masked.forEach(span -> endByStart.put(span.start(), span.end()));
    for (Span span : again) {
      if (span.end() == endByStart.getOrDefault(span.start(), -1)) {
        learnt.usePlaceholder(text, span.start(), span.end());
      }
    }
  }

  /** What is still found after masking, and the state after the masked text. */
  private record Remaining(List<Span> spans, ScanState after) {}

  private Remaining remaining(
      Rendering rendering,
      LearntValues learnt,
      ScanState before,
      ScanTrace trace,
      ScanState after) {
    byte[] bytes = rendering.bytes();
    List<Span> found = new ArrayList<>();
    ScanState afterMasked =
        scanner.rescan(
            rendering,
            trace,
            before,
            after,
            (from, to) -> scanEncoded(bytes, from, to, MAX_ENCODINGS, found),
            span -> found.add(weighed(span)));
    learnt.find(bytes, 0, bytes.length, found::add);
    List<Span> more = notOurs(bytes, found);
    if (more.isEmpty() && learnt.hasOthers()) {
      // Last, so that they change nothing where the rest has found them, or a part of them.
      learnt.findOthers(bytes, 0, bytes.length, found::add);
      more = notOurs(bytes, found);
    }
    return new Remaining(more.stream().map(rendering::toSource).toList(), afterMasked);
  }

  private List<Span> notOurs(byte[] text, List<Span> found) {
    return masking(new OwnMarks(styles, text, 0, text.length).without(found));
  }

  private static List<Span> masking(List<Span> spans) {
    return Span.merged(spans.stream().filter(Span::masks).toList());
  }

  private static List<Span> allowedBeside(List<Span> masked, List<Span> found) {
    List<Span> all = new ArrayList<>(masked);
    found.stream().filter(span -> !span.masks()).forEach(all::add);
    return Span.merged(all).stream().filter(span -> !span.masks()).toList();
  }

  private static void learn(List<Span> masked, byte[] text, LearntValues learnt) {
    for (Span span : masked) {
      learnt.learn(text, span.start(), span.end(), span.label());
    }
  }
}
