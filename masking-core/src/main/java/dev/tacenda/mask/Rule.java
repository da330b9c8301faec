package dev.tacenda.mask;

import com.google.re2j.Pattern;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import dev.tacenda.mask.internal.assignment.FieldDetector;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.shape.TokenChecksum.Verdict;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of value to look for, as data: what it is called, which words announce it, what it looks
 * like, and which look-alikes are not meant. Rules come from YAML files; see {@code RULES.md} in
 * this module. Immutable and thread-safe.
 */
public final class Rule {
  /** The specificity of a rule that states none. */
  static final int DEFAULT_SPECIFICITY = 50;

  static final int MAX_SPECIFICITY = 100;

  /** Digits further behind a keyword than this are not looked for. */
  private static final int MAX_TO_DIGIT = 128;

  private final String id;
  private final String kind;
  private final String type;
  private final Severity severity;
  private final String description;
  private final String source;
  private final int specificity;
  private final Detector detector;
  private final boolean always;
  private final List<String> keywords;
  private final @Nullable LazyPattern pattern;
  private final String lineDetectorName;
  private final List<String> wanted;
  private final @Nullable NameWord nameWord;
  private final @Nullable RuleShape shape;
  private final @Nullable BlockKind blockKind;
  private final int group;
  private final List<Check> checks;
  private final List<LazyPattern> except;
  private final @Nullable TextConditions text;
  private final int near;
  private final NearKeyword context;
  private final boolean onByDefault;
  private final List<LineNeeds> needs;
  private final boolean isAnnouncedByAtSign;
  private final boolean needsDigit;

  /** Made when first needed, as are those of the patterns: most rules of a run never look. */
  private volatile @Nullable LineDetector lineDetector;

  private volatile byte @Nullable [] fingerprint;

  /** What looks for the values of a rule. */
  enum Detector {
    /** The rule's own pattern, line by line. */
    PATTERN,
    /** Code that sees one line: one of {@link LineDetectors}. */
    LINE,
    /** The code that finds values by their names; see {@link AssignmentDetector}. */
    ASSIGNMENT,
    /** The shape of the rule's tokens, where a literal of it stands or behind a word. */
    SHAPE,
    /** The code that finds values in structures of several lines; see {@link BlockDetector}. */
    BLOCK,
    /** The code that finds PEM blocks, which span lines. */
    PEM;

    boolean seesMoreThanOneLine() {
      return this == ASSIGNMENT || this == BLOCK || this == PEM;
    }
  }

  /** Takes what {@link RuleBuilder#build} has checked, now or when the library was built. */
  Rule(RuleBuilder b) {
    this.id = b.id;
    this.kind = b.kind;
    this.type = b.type;
    this.severity = b.severity;
    this.description = b.description;
    this.source = b.source;
    this.specificity = b.specificity;
    this.detector = b.detector();
    this.always = b.always;
    this.keywords = List.copyOf(b.keywords);
    this.pattern = b.pattern;
    this.lineDetectorName = b.lineDetector;
    this.nameWord = b.nameWord;
    this.shape = b.shape;
    this.wanted = List.copyOf(b.wanted);
    this.blockKind = b.blockKind;
    this.group = b.group;
    this.checks = List.copyOf(b.checks);
    this.except = List.copyOf(b.except);
    this.text = b.text;
    this.near = b.near;
    this.context = near == 0 ? NearKeyword.NONE : new NearKeyword(near, keywords);
    this.onByDefault = b.onByDefault;
    this.needs = b.needs != null ? b.needs : needsOfDetector();
    this.isAnnouncedByAtSign = keywords.size() == 1 && keywords.get(0).equals("@");
    this.needsDigit = needDigit(needs);
    this.fingerprint = b.fingerprint;
  }

  /** Returns the name of the rule, unique in its set: lower-case words joined by dashes. */
  public String id() {
    return id;
  }

  /** Returns the family the rule belongs to, such as {@code cloud-key}. */
  public String kind() {
    return kind;
  }

  /** Returns the TYPE of the placeholders that stand for the rule's values. */
  public String type() {
    return type;
  }

  /** Returns how bad it would be if a value got out. */
  public Severity severity() {
    return severity;
  }

  /** Returns in one line what the rule finds. */
  public String description() {
    return description;
  }

  /** Returns where the format is documented. */
  public String source() {
    return source;
  }

  /**
   * Returns how sure the rule is about what it finds, 0..100: where findings overlap, the most
   * specific rule names the union.
   */
  public int specificity() {
    return specificity;
  }

  /**
   * Returns true if a match of the rule can hold a line end. A stream is decided line by line, so
   * in it such a rule finds only those matches that end in the line that is being decided.
   */
  public boolean spansLines() {
    return text != null && pattern != null && LineEnds.canBeIn(pattern.regex());
  }

  /**
   * Returns false if a policy finds values of the rule only after it enabled the rule or its kind.
   */
  public boolean onByDefault() {
    return onByDefault;
  }

  /**
   * Returns true if nothing but the text tells the rule where to look: it is tried on every line,
   * or on every text, which costs time.
   */
  public boolean readsEverything() {
    boolean tried = detector == Detector.PATTERN || detector == Detector.LINE;
    return tried && (always || keywords.isEmpty());
  }

  /**
   * Returns true if {@code other} finds each value that this rule finds, as far as that can be told
   * from the two: they look for the same, and this one asks for more. False proves nothing.
   */
  public boolean isCoveredBy(Rule other) {
    return RuleCover.covers(other, this);
  }

  /** Returns true if a value counts only with a keyword shortly before it. */
  boolean needsNearKeyword() {
    return near > 0;
  }

  /** Returns true if this is the name of the {@link LineDetectors} that finds the values. */
  boolean uses(String detectorName) {
    return lineDetectorName.equals(detectorName);
  }

  /**
   * Returns the rule with more suffixes or networks for its detector to look for, switched on.
   *
   * @throws IllegalArgumentException if one is not understood
   */
  Rule lookingAlsoFor(List<String> more) {
    RuleBuilder b = toBuilder();
    b.onByDefault = true;
    more.forEach(b::wanted);
    return b.build();
  }

  /**
   * Returns the rule under another id, which finds the same.
   *
   * @throws IllegalArgumentException if it cannot be an id
   */
  Rule withId(String other) {
    RuleBuilder b = toBuilder();
    b.id = RuleBuilder.requireId(other);
    return b.build();
  }

  /** Returns all that the rule was made of, but for its fingerprint. */
  RuleBuilder toBuilder() {
    RuleBuilder b = RuleBuilder.checked(id, kind, type, severity);
    b.description = description;
    b.source = source;
    b.specificity = specificity;
    b.always = always;
    b.pattern = pattern;
    b.group = group;
    b.near = near;
    b.shape = shape;
    b.text = text;
    b.onByDefault = onByDefault;
    b.detector = shape == null ? detector : Detector.PATTERN;
    b.lineDetector = lineDetectorName;
    b.nameWord = nameWord;
    b.blockKind = blockKind;
    b.keywords.addAll(keywords);
    b.wanted.addAll(wanted);
    b.checks.addAll(checks);
    b.except.addAll(except);
    return b;
  }

  /**
   * Returns the fields whose values the rule finds.
   *
   * @throws IllegalStateException if the rule does not {@linkplain #uses use} that detector
   */
  FieldDetector fields() {
    if (uses(LineDetectors.FIELD) && lineDetector() instanceof FieldDetector fields) {
      return fields;
    }
    throw new IllegalStateException("rule " + id + " lists no fields");
  }

  /**
   * Returns the code that finds the values.
   *
   * @throws IllegalArgumentException if the rule's list does not suit it
   */
  LineDetector lineDetector() {
    LineDetector known = lineDetector;
    if (known == null) {
      known = LineDetectors.named(lineDetectorName, wanted);
      lineDetector = known;
    }
    return known;
  }

  /** Returns what looks for the values. */
  Detector detector() {
    return detector;
  }

  /**
   * Returns lower-case ASCII words, one of which stands in every match of the pattern in upper or
   * lower case; empty if the rule is tried on every line.
   */
  List<String> keywords() {
    return shape == null ? keywords : shape.keywords();
  }

  /**
   * Returns the pattern to search one line for, again and again.
   *
   * @throws IllegalStateException if the detector is not {@link Detector#PATTERN}
   */
  Pattern pattern() {
    return requirePattern().get();
  }

  private LazyPattern requirePattern() {
    if (pattern == null) {
      throw new IllegalStateException("rule " + id + " has no pattern but a detector " + detector);
    }
    return pattern;
  }

  /**
   * Returns the kind of names whose values the rule finds.
   *
   * @throws IllegalStateException if the detector is not {@link Detector#ASSIGNMENT}
   */
  NameWord nameWord() {
    if (nameWord == null) {
      throw new IllegalStateException("rule " + id + " has a detector " + detector);
    }
    return nameWord;
  }

  /**
   * Returns the shape of the values.
   *
   * @throws IllegalStateException if the detector is not {@link Detector#SHAPE}
   */
  RuleShape shape() {
    if (shape == null) {
      throw new IllegalStateException("rule " + id + " has no shape but a detector " + detector);
    }
    return shape;
  }

  /** Returns what the checksum of a value says, if values have one. */
  Verdict checksum(byte[] line, int start, int end) {
    TokenChecksum checksum = shape == null ? null : shape.checksum();
    return checksum == null ? Verdict.UNKNOWN : checksum.of(line, start, end);
  }

  /** Returns true if the values are lines of private keys, which stay as many lines. */
  boolean findsLinesOfKeys() {
    return detector == Detector.PEM || blockKind == BlockKind.PUTTY_KEY;
  }

  /**
   * Returns the kind of blocks whose values the rule finds.
   *
   * @throws IllegalStateException if the detector is not {@link Detector#BLOCK}
   */
  BlockKind blockKind() {
    if (blockKind == null) {
      throw new IllegalStateException("rule " + id + " has a detector " + detector);
    }
    return blockKind;
  }

  /** Returns the first group of the pattern that can be the value; 0 is the whole match. */
  int group() {
    return group;
  }

  /**
   * Returns true if the rule is tried on a whole text in which one of its keywords stands, else on
   * each line in which one does.
   */
  boolean readsWholeText() {
    return text != null;
  }

  /** Returns what a line must hold for the rule to find anything in it: one of these. */
  @TrustedCode("find() reports nothing for a line that meets none of them")
  List<LineNeeds> needs() {
    return needs;
  }

  /** Returns false only if the rule finds nothing in a line with this profile. */
  boolean mayFindIn(LineProfile line) {
    return LineNeeds.isOneMet(needs, line);
  }

  private List<LineNeeds> needsOfDetector() {
    int digits = 0;
    for (Check check : checks) {
      digits = Math.max(digits, check.minDigits());
    }
    List<LineNeeds> all = new ArrayList<>();
    for (LineNeeds need : detector == Detector.LINE ? lineDetector().needs() : LineNeeds.NONE) {
      all.add(need.and(LineMeasure.DIGITS, digits));
    }
    return List.copyOf(all);
  }

  private static boolean needDigit(List<LineNeeds> needs) {
    for (LineNeeds need : needs) {
      if (need.least(LineMeasure.DIGITS) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns false only if the keyword that ends before {@code end} belongs to no value. */
  @TrustedCode("a line whose keywords are all false here holds no value")
  boolean mayUseKeyword(byte[] text, int from, int to, int end) {
    if (near > 0 && needsDigit && !mayHoldDigit(text, to, end)) {
      return false;
    }
    return !isAnnouncedByAtSign
        || detector != Detector.LINE
        || lineDetector().mayUseAtSign(text, from, to, end - 1);
  }

  /** Returns false only if there is no digit between the keyword and the end of its line. */
  private static boolean mayHoldDigit(byte[] text, int to, int end) {
    int limit = Math.min(to, end + MAX_TO_DIGIT);
    for (int i = end; i < limit; i++) {
      if (text[i] == '\n' || Ascii.isDigit(text[i])) {
        return text[i] != '\n';
      }
    }
    return limit < to;
  }

  /**
   * Hands each value of a rule that sees one line, or a whole text, in that line or text to {@code
   * sink}, as half-open spans of bytes from left to right.
   */
  @TrustedCode("every value of the rule in the line reaches the sink, to its last byte")
  void find(Line line, SpanSink sink) {
    if (text != null) {
      new TextSearch(line, pattern(), group, text, sink).run();
      return;
    }
    if (detector == Detector.LINE) {
      lineDetector().find(line.bytes(), (start, end) -> report(line, start, end, sink));
      return;
    }
    new PatternSearch(requirePattern(), group)
        .run(line, (start, end) -> report(line, start, end, sink));
  }

  private void report(Line line, int start, int end, SpanSink sink) {
    if (start < end && accepts(line.bytes(), start, end)) {
      sink.accept(start, end);
    }
  }

  /** Takes the span of one value. */
  interface SpanSink {
    void accept(int start, int end);
  }

  /**
   * Returns true if the value in {@code line[start, end)} passes all checks, stands near a keyword
   * if it must, and is no exception.
   */
  @TrustedCode("true unless a check, the lack of a near keyword, or a whole exception says no")
  boolean accepts(byte[] line, int start, int end) {
    for (Check check : checks) {
      if (!check.passes(line, start, end)) {
        return false;
      }
    }
    if (near > 0 && !context.standsBefore(line, start)) {
      return false;
    }
    return except.isEmpty() || !isExcepted(Arrays.copyOfRange(line, start, end));
  }

  private boolean isExcepted(byte[] value) {
    for (LazyPattern exception : except) {
      if (exception.matches(value)) {
        return true;
      }
    }
    return false;
  }

  /** Returns all that decides what the rule finds and how that is named, in a fixed order. */
  List<String> canonical() {
    return RuleForm.canonical(this);
  }

  /**
   * Returns a hash of {@link #canonical()}: rules of equal fingerprints find alike. Computed when
   * first asked for; a shipped rule brings its own. Do not modify.
   */
  byte[] fingerprint() {
    byte[] known = fingerprint;
    if (known == null) {
      known = PolicyDigest.ofRule(canonical());
      fingerprint = known;
    }
    return known;
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }
}
