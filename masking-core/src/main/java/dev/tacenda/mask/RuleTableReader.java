package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.shape.TokenShape;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rules of what {@link RuleTableWriter} wrote, as they are: they were checked when the table
 * was. Plain loops without lambdas, because all of it runs once in a JVM that has just started.
 * Confined to one thread.
 */
final class RuleTableReader {
  private final byte[] table;
  private int at;
  private String[] texts = {};
  private ByteClass[] classes = {};

  private RuleTableReader(byte[] table) {
    this.table = table;
  }

  /**
   * Returns the rules in the order in which they were written.
   *
   * @throws IllegalStateException if they are not all there
   */
  static List<Rule> read(byte[] table) {
    try {
      return new RuleTableReader(table).rules();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalStateException("a table of rules that does not say what it should", e);
    }
  }

  private List<Rule> rules() {
    readTexts(StandardCharsets.ISO_8859_1);
    readTexts(StandardCharsets.UTF_8);
    readClasses();
    Rule[] rules = new Rule[number()];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = rule();
    }
    if (at != table.length) {
      throw new IllegalStateException("a table of rules with something behind them");
    }
    return List.of(rules);
  }

  private void readClasses() {
    classes = new ByteClass[number()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new ByteClass(bits(), bits());
    }
  }

  private void readTexts(Charset charset) {
    int first = texts.length;
    int[] lengths = new int[number()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = number();
    }
    texts = Arrays.copyOf(texts, first + lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      texts[first + i] = new String(table, at, lengths[i], charset);
      at += lengths[i];
    }
  }

  private Rule rule() {
    RuleBuilder b = RuleBuilder.checked(text(), text(), text(), Severity.valueOf(text()));
    b.description = text();
    b.source = text();
    b.specificity = number();
    b.always = flag();
    b.onByDefault = flag();
    b.detector = Rule.Detector.valueOf(text());
    b.keywords = texts();
    b.pattern = flag() ? LazyPattern.checked(text()) : null;
    b.group = number();
    b.near = number();
    b.lineDetector = text();
    b.wanted = texts();
    b.nameWord = flag() ? NameWord.valueOf(text()) : null;
    b.blockKind = flag() ? BlockKind.valueOf(text()) : null;
    b.checks = checks();
    b.except = exceptions();
    b.shape = flag() ? shape() : null;
    b.needs = needs();
    b.fingerprint = Arrays.copyOfRange(table, at, at += RuleTable.DIGEST_BYTES);
    return new Rule(b);
  }

  private List<LineNeeds> needs() {
    int count = number();
    if (count == 0) {
      return LineNeeds.NONE;
    }
    LineNeeds[] needs = new LineNeeds[count];
    for (int i = 0; i < count; i++) {
      needs[i] = need();
    }
    return List.of(needs);
  }

  private LineNeeds need() {
    int[] least = new int[LineMeasure.count()];
    for (int i = 0; i < least.length; i++) {
      least[i] = number();
    }
    return LineNeeds.ofAll(least);
  }

  private List<Check> checks() {
    int count = number();
    if (count == 0) {
      return List.of();
    }
    Check[] checks = new Check[count];
    for (int i = 0; i < count; i++) {
      checks[i] = new Check(Check.Kind.valueOf(text()), Double.longBitsToDouble(bits()));
    }
    return List.of(checks);
  }

  private List<LazyPattern> exceptions() {
    int count = number();
    if (count == 0) {
      return List.of();
    }
    LazyPattern[] exceptions = new LazyPattern[count];
    for (int i = 0; i < count; i++) {
      exceptions[i] = LazyPattern.checked(text());
    }
    return List.of(exceptions);
  }

  private RuleShape shape() {
    TokenShape[] alternatives = new TokenShape[number()];
    for (int i = 0; i < alternatives.length; i++) {
      alternatives[i] = alternative();
    }
    String anchor = flag() ? text() : null;
    // Those of most rules are what its one shape begins with.
    List<Anchor> anchors = flag() ? alternatives[0].prefixes() : anchors();
    boolean exact = flag();
    List<String> near = texts();
    int within = number();
    TokenChecksum checksum = flag() ? TokenChecksum.valueOf(text()) : null;
    return new RuleShape(List.of(alternatives), anchor, anchors, exact, near, within, checksum);
  }

  private TokenShape alternative() {
    return TokenShape.checked(
        new TokenShape.Outline(
            text(),
            number(),
            number(),
            classes[number()],
            classes[number()],
            classes[number()],
            anchors()));
  }

  private List<Anchor> anchors() {
    int count = number();
    if (count == 0) {
      return List.of();
    }
    Anchor[] anchors = new Anchor[count];
    for (int i = 0; i < count; i++) {
      anchors[i] = new Anchor(text(), number(), number());
    }
    return List.of(anchors);
  }

  private List<String> texts() {
    int count = number();
    if (count == 0) {
      return List.of();
    }
    String[] all = new String[count];
    for (int i = 0; i < count; i++) {
      all[i] = text();
    }
    return List.of(all);
  }

  private String text() {
    return texts[number()];
  }

  private boolean flag() {
    return number() != 0;
  }

  private long bits() {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | table[at++] & 0xff;
    }
    return bits;
  }

  private int number() {
    byte b = table[at++];
    int value = b & 0x7f;
    for (int shift = 7; b < 0; shift += 7) {
      b = table[at++];
      value |= (b & 0x7f) << shift;
    }
    return value;
  }
}
