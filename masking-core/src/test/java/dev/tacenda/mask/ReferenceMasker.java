package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.AssignmentModel;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.encoding.DecodedText;
import dev.tacenda.mask.internal.encoding.EncodedTexts;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.structure.Block;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Masker} should do, written to be read and not to be fast: every rule is tried on
 * every line, learnt values are looked for one by one, overlaps are found by comparing each with
 * each. It shares with the engine what a single rule, the PEM detector, a placeholder and a style
 * are; not the prefilter, the index of values, the decoding of JSON, merging, rendering and
 * splicing.
 *
 * <p>Texts are strings whose characters stand for the bytes of UTF-8.
 */
final class ReferenceMasker {
  private static final int ROUNDS = 16;

  private final MaskingPolicy policy;
  private final Styles styles;
  private final Placeholders placeholders;
  private List<Learnt> learnt = new ArrayList<>();

  /** Values that a rule found again in the style that they were masked in. */
  private final Set<String> unstyled = new HashSet<>();

  /** The state of the PEM detector before the string at hand, and after the last one. */
  private PemDetector.State pemBefore = PemDetector.State.OUTSIDE;

  private PemDetector.State pemAtEnd = PemDetector.State.OUTSIDE;

  /** The words before the string at hand, after the last line looked at, and after the string. */
  private List<ShapeOracle.Word> wordsBefore = List.of();

  private List<ShapeOracle.Word> wordsAtEnd = List.of();
  private List<ShapeOracle.Word> wordsAfter = List.of();
  private PemDetector.State pemAfter = PemDetector.State.OUTSIDE;

  /** The names without a value before the string at hand, after the last line, and after it. */
  private OpenNames openBefore = OpenNames.NONE;

  private OpenNames openAtEnd = OpenNames.NONE;
  private OpenNames openAfter = OpenNames.NONE;
  private final AssignmentDetector assignments;

  private Block blockBefore = Block.NONE;

  private Block blockAtEnd = Block.NONE;
  private Block blockAfter = Block.NONE;
  private final BlockDetector blocks;

  ReferenceMasker(MaskingPolicy policy, PlaceholderKey key) {
    this.policy = policy;
    this.styles = new Styles(key, policy.treatment().replacements());
    this.placeholders = styles.placeholders();
    Map<NameWord, Label> names = new EnumMap<>(NameWord.class);
    policy.rules().rules().stream()
        .filter(rule -> rule.detector() == Rule.Detector.ASSIGNMENT)
        .forEach(rule -> names.put(rule.nameWord(), label(rule)));
    this.assignments = new AssignmentDetector(AssignmentModel.shipped(), names);
    Map<BlockKind, Label> kinds = new EnumMap<>(BlockKind.class);
    policy.rules().rules().stream()
        .filter(rule -> rule.detector() == Rule.Detector.BLOCK)
        .forEach(rule -> kinds.put(rule.blockKind(), label(rule)));
    this.blocks = new BlockDetector(kinds);
  }

  /** One for a text that stands encoded in a text of {@code outer}. */
  private ReferenceMasker(ReferenceMasker outer) {
    this.policy = outer.policy;
    this.styles = outer.styles;
    this.placeholders = outer.placeholders;
    this.assignments = outer.assignments;
    this.blocks = outer.blocks;
  }

  private record Learnt(String value, Label label) {}

  /** A character of a decoded text and the range of the input that it was decoded from. */
  private record Unit(char c, int start, int end) {}

  /** A span of the input, what replaces it, and where it stands. */
  private record Edit(Span span, String path, String replacement) {}

  /** What became of an input. */
  record Result(String bytes, List<Finding> findings) {}

  Result maskText(byte[] text) {
    learnt = new ArrayList<>();
    unstyled.clear();
    pemBefore = PemDetector.State.OUTSIDE;
    wordsBefore = List.of();
    openBefore = OpenNames.NONE;
    blockBefore = Block.NONE;
    return applied(text, decide(plain(text, 0, text.length), ""));
  }

  Result maskJson(byte[] json) {
    learnt = new ArrayList<>();
    unstyled.clear();
    List<Edit> edits = new ArrayList<>();
    NaiveJson.Text previous = null;
    for (NaiveJson.Text string : NaiveJson.strings(latin1(json))) {
      boolean goesOn =
          previous != null
              && string.array() >= 0
              && string.array() == previous.array()
              && string.index() == previous.index() + 1;
      pemBefore = goesOn ? pemAfter : PemDetector.State.OUTSIDE;
      wordsBefore = goesOn ? wordsAfter : List.of();
      blockBefore = goesOn ? blockAfter : Block.NONE;
      openBefore = (goesOn ? openAfter : OpenNames.NONE).or(OpenNames.ofKey(string.name()));
      previous = string;
      List<Unit> units = new ArrayList<>();
      for (NaiveJson.Letter letter : string.letters()) {
        letter
            .bytes()
            .chars()
            .forEach(b -> units.add(new Unit((char) b, letter.start(), letter.end())));
      }
      edits.addAll(decide(units, string.path()));
    }
    return applied(json, edits);
  }

  private static List<Unit> plain(byte[] text, int from, int to) {
    List<Unit> units = new ArrayList<>();
    for (int i = from; i < to; i++) {
      units.add(new Unit((char) (text[i] & 0xff), i, i + 1));
    }
    return units;
  }

  private List<Edit> decide(List<Unit> units, String path) {
    String text = string(units);
    List<Span> found = withoutPlaceholders(find(text), text);
    pemAfter = pemAtEnd;
    wordsAfter = wordsAtEnd;
    openAfter = openAtEnd;
    blockAfter = blockAtEnd;
    List<Span> masked = merged(found.stream().filter(Span::masks).toList());
    learn(masked, text);
    learn(found.stream().filter(Span::masks).toList(), text);
    for (int round = 0; ; round++) {
      if (round == ROUNDS) {
        throw new IllegalStateException("not at rest");
      }
      learn(masked, text);
      List<Span> more = findInMasked(text, masked);
      if (more.isEmpty()) {
        // What is near in the text as it stands or in the masked text is near.
        wordsAfter = new ArrayList<>(wordsAfter);
        wordsAfter.addAll(wordsAtEnd);
        openAfter = openAfter.or(openAtEnd);
        blockAfter = blockAfter.or(blockAtEnd);
        return edits(units, path, text, masked, found);
      }
      for (Span span : masked) {
        if (more.stream().anyMatch(m -> m.start() == span.start() && m.end() == span.end())) {
          unstyled.add(text.substring(span.start(), span.end()));
        }
      }
      List<Span> all = new ArrayList<>(masked);
      all.addAll(more);
      masked = merged(all);
    }
  }

  private List<Edit> edits(
      List<Unit> units, String path, String text, List<Span> masked, List<Span> found) {
    List<Edit> edits = new ArrayList<>();
    for (Span span : masked) {
      edits.add(new Edit(inInput(units, span), path, replacement(text, span)));
    }
    List<Span> allowed = new ArrayList<>(masked);
    found.stream().filter(span -> !span.masks()).forEach(allowed::add);
    for (Span span : merged(allowed)) {
      if (!span.masks()) {
        edits.add(new Edit(inInput(units, span), path, ""));
      }
    }
    return edits;
  }

  private static Span inInput(List<Unit> units, Span span) {
    return new Span(units.get(span.start()).start(), units.get(span.end() - 1).end(), span.label());
  }

  /** Looks into what the masked text would be, and says which spans of the text that concerns. */
  private List<Span> findInMasked(String text, List<Span> masked) {
    StringBuilder out = new StringBuilder();
    List<int[]> sources = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      Span span = startingAt(masked, i);
      String piece = span == null ? text.substring(i, i + 1) : replacement(text, span);
      int next = span == null ? i + 1 : span.end();
      out.append(piece);
      for (int k = 0; k < piece.length(); k++) {
        sources.add(new int[] {i, next});
      }
      i = next;
    }
    String rendered = out.toString();
    List<Span> more = new ArrayList<>();
    for (Span span :
        merged(
            withoutPlaceholders(find(rendered), rendered).stream().filter(Span::masks).toList())) {
      more.add(
          new Span(sources.get(span.start())[0], sources.get(span.end() - 1)[1], span.label()));
    }
    return more;
  }

  private static @Nullable Span startingAt(List<Span> spans, int place) {
    return spans.stream().filter(span -> span.start() == place).findFirst().orElse(null);
  }

  private List<Span> find(String text) {
    List<Span> found = new ArrayList<>(findByRules(text));
    found.addAll(findEncoded(text, 2));
    found.addAll(findLearnt(text));
    return found;
  }

  /** Looks into what is encoded in a text by masking it as a text of its own. */
  private List<Span> findEncoded(String outer, int depth) {
    List<Span> found = new ArrayList<>();
    byte[] bytes = outer.getBytes(StandardCharsets.ISO_8859_1);
    List<DecodedText> texts = new ArrayList<>();
    EncodedTexts.find(bytes, 0, bytes.length, texts::add);
    for (DecodedText inner : texts) {
      String text = latin1(inner.bytes());
      ReferenceMasker alone = new ReferenceMasker(this);
      List<Span> spans = new ArrayList<>(alone.findByRules(text));
      if (depth > 1) {
        spans.addAll(alone.findEncoded(text, depth - 1));
      }
      for (Span span : withoutPlaceholders(spans, text)) {
        int start = inner.sourceOfStart(span.start());
        found.add(new Span(start, inner.sourceOfEnd(span.end()), span.label()));
      }
    }
    return found;
  }

  private List<Span> findByRules(String text) {
    List<Span> found = new ArrayList<>();
    PemDetector.State pem = pemBefore;
    List<ShapeOracle.Word> words = wordsBefore;
    OpenNames open = openBefore;
    Block block = blockBefore;
    List<String> near = policy.rules().rules().stream().flatMap(this::near).distinct().toList();
    int from = 0;
    for (String line : text.split("\n", -1)) {
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      int offset = from;
      for (Rule rule : policy.rules().rules()) {
        Label label = label(rule);
        if (rule.detector() == Rule.Detector.PEM) {
          pem =
              new PemDetector(placeholders, label)
                  .line(pem, bytes, 0, bytes.length, span -> found.add(moved(span, offset)));
        } else if (rule.detector() == Rule.Detector.SHAPE) {
          ShapeOracle.find(
              rule,
              bytes,
              words,
              placeholders,
              (start, end) -> {
                Label own = withChecksum(label, rule.checksum(bytes, start, end));
                found.add(new Span(offset + start, offset + end, own));
              });
        } else if (seesOneLine(rule) && bytes.length > 0) {
          rule.find(
              Line.of(bytes),
              (start, end) -> found.add(new Span(offset + start, offset + end, label)));
        }
      }
      open = assignments.line(open, bytes, 0, bytes.length, s -> found.add(moved(s, offset)));
      if (bytes.length > 0) {
        block = blocks.line(block, bytes, 0, bytes.length, s -> found.add(moved(s, offset)));
      }
      words = ShapeOracle.after(near, words, bytes, placeholders);
      from += line.length() + 1;
    }
    pemAtEnd = pem;
    wordsAtEnd = words;
    openAtEnd = open;
    blockAtEnd = block;
    found.replaceAll(this::weighed);
    return found;
  }

  private static Label withChecksum(Label label, TokenChecksum.Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> label.withConfidence(100);
      case WRONG -> label.withConfidence(label.confidence() / 2);
      case UNKNOWN -> label;
    };
  }

  private Span weighed(Span span) {
    boolean acts = span.label().confidence() >= policy.minConfidence();
    return acts ? span : new Span(span.start(), span.end(), span.label().allowed());
  }

  private static boolean seesOneLine(Rule rule) {
    return rule.detector() == Rule.Detector.PATTERN || rule.detector() == Rule.Detector.LINE;
  }

  private Stream<String> near(Rule rule) {
    return rule.detector() == Rule.Detector.SHAPE ? rule.shape().near().stream() : Stream.of();
  }

  private Label label(Rule rule) {
    Replacement replacement = policy.replacementFor(rule);
    return new Label(
        rule.id(),
        rule.kind(),
        rule.type(),
        rule.specificity(),
        policy.actionFor(rule),
        rule.findsLinesOfKeys() ? replacement.forLines() : replacement);
  }

  private static Span moved(Span span, int offset) {
    return new Span(offset + span.start(), offset + span.end(), span.label());
  }

  private List<Span> findLearnt(String text) {
    List<Span> found = new ArrayList<>();
    for (int start = 0; start < text.length(); start++) {
      Learnt longest = null;
      for (Learnt value : learnt) {
        if (text.startsWith(value.value(), start)
            && standsAlone(text, start, start + value.value().length())
            && (longest == null || value.value().length() > longest.value().length())) {
          longest = value;
        }
      }
      if (longest != null) {
        found.add(new Span(start, start + longest.value().length(), longest.label()));
      }
    }
    return found;
  }

  private static boolean standsAlone(String text, int start, int end) {
    boolean before = start > 0 && isWord(text.charAt(start - 1));
    boolean after = end < text.length() && isWord(text.charAt(end));
    return end - start >= 16 || !before && !after;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) && c < 128 || c >= 128;
  }

  private void learn(List<Span> spans, String text) {
    for (Span span : spans) {
      String value = text.substring(span.start(), span.end());
      for (String piece : value.length() < 8 ? List.<String>of() : pieces(value)) {
        if (learnt.stream().noneMatch(known -> known.value().equals(piece))) {
          learnt.add(new Learnt(piece, span.label()));
        }
      }
    }
  }

  /** Pieces of at most 256 bytes, the last one as long as the others. */
  private static List<String> pieces(String value) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i + 256 < value.length(); i += 256) {
      pieces.add(value.substring(i, i + 256));
    }
    pieces.add(value.substring(Math.max(0, value.length() - 256)));
    return pieces;
  }

  private String replacement(String text, Span span) {
    String value = text.substring(span.start(), span.end());
    Label label = span.label();
    for (Learnt known : learnt) {
      if (known.value().equals(value)) {
        label = known.label();
      }
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    return latin1(
        unstyled.contains(value) ? placeholders.of(label.type(), bytes) : styles.of(label, bytes));
  }

  private List<Span> withoutPlaceholders(List<Span> spans, String text) {
    List<Span> genuine = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; ) {
      int end = placeholders.endOfGenuine(bytes, i, bytes.length);
      if (end > 0) {
        genuine.add(new Span(i, end, new Label("", "", "", 0, Action.ALLOW)));
      }
      i = Math.max(end, i + 1);
    }
    List<Span> kept = new ArrayList<>();
    for (Span span : spans) {
      List<Span> inside = new ArrayList<>(genuine.stream().filter(g -> overlap(g, span)).toList());
      inside.addAll(shapes(span, bytes));
      int start = span.start();
      int end = span.end();
      for (Span placeholder : inside) {
        start = Math.min(start, placeholder.start());
        end = Math.max(end, placeholder.end());
      }
      boolean more = inside.isEmpty();
      for (int i = start; i < end; i++) {
        int place = i;
        boolean own = inside.stream().anyMatch(g -> g.start() <= place && place < g.end());
        more |= !own && isWord(text.charAt(i));
      }
      if (more) {
        kept.add(new Span(start, end, span.label()));
      }
    }
    return kept;
  }

  private List<Span> shapes(Span span, byte[] text) {
    boolean line = span.label().replacement().style() == Replacement.Style.SHAPE_OF_LINES;
    return styles.shapesIn(text, 0, text.length).stream()
        .flatMap(nearby -> nearby.find(span.start(), span.end(), line).stream())
        .map(range -> new Span(range[0], range[1], span.label()))
        .toList();
  }

  private static boolean overlap(Span a, Span b) {
    return a.start() < b.end() && b.start() < a.end();
  }

  /** Joins two overlapping spans for as long as there are any. */
  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>(spans);
    merged.sort(
        Comparator.comparingInt(Span::start)
            .thenComparingInt(span -> -span.end())
            .thenComparing(span -> span.label().ruleId()));
    boolean joined = true;
    while (joined) {
      joined = false;
      for (int i = 0; i + 1 < merged.size() && !joined; i++) {
        if (overlap(merged.get(i), merged.get(i + 1))) {
          merged.set(i, joined(merged.get(i), merged.remove(i + 1)));
          joined = true;
        }
      }
    }
    return merged;
  }

  private static Span joined(Span first, Span second) {
    Label a = first.label();
    Label b = second.label();
    Label name = b.specificity() > a.specificity() ? b : a;
    Action action = a.action().compareTo(b.action()) > 0 ? a.action() : b.action();
    return new Span(
        Math.min(first.start(), second.start()),
        Math.max(first.end(), second.end()),
        new Label(
            name.ruleId(),
            name.kind(),
            name.type(),
            name.specificity(),
            action,
            name.replacement(),
            Math.max(a.confidence(), b.confidence())));
  }

  private static Result applied(byte[] input, List<Edit> edits) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(Comparator.comparingInt(edit -> edit.span().start()));
    List<Finding> findings = new ArrayList<>();
    StringBuilder out = new StringBuilder(latin1(input));
    for (int i = sorted.size() - 1; i >= 0; i--) {
      Edit edit = sorted.get(i);
      Span span = edit.span();
      if (span.masks()) {
        out.replace(span.start(), span.end(), edit.replacement());
      }
      Label label = span.label();
      findings.add(
          0,
          new Finding(
              label.ruleId(),
              label.kind(),
              edit.path(),
              span.start(),
              span.end(),
              label.action(),
              label.confidence()));
    }
    return new Result(out.toString(), findings);
  }

  private static String string(List<Unit> units) {
    StringBuilder out = new StringBuilder();
    units.forEach(unit -> out.append(unit.c()));
    return out.toString();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
