package dev.tacenda.mask;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.assignment.NameWord;
import dev.tacenda.mask.internal.structure.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects a rule; each method checks its own value, and {@link #build} all of them together.
 * Confined to one thread.
 */
final class RuleBuilder {
  /** Largest compiled pattern: time per byte grows with it, whatever the text. */
  private static final int MAX_PROGRAM_SIZE = 4000;

  /**
   * What names are made of; compiled when a name has to be checked, which shipped ones need not.
   */
  private static final class Names {
    static final Pattern WORD = Pattern.compile("[ -~]{3,64}");
    static final Pattern KEYWORD = Pattern.compile("[ -~]{3,64}|@|[^ -~\\pC]{2,32}");
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,63}");
    static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    static final Pattern TYPE = Pattern.compile("[A-Z0-9]{2,12}");
    static final Pattern LINE = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,300}");
  }

  String id;
  final String kind;
  final String type;
  Severity severity;
  List<String> keywords = new ArrayList<>();
  List<Check> checks = new ArrayList<>();
  List<LazyPattern> except = new ArrayList<>();
  String description = "";
  String source = "";
  int specificity = Rule.DEFAULT_SPECIFICITY;
  Rule.Detector detector = Rule.Detector.PATTERN;
  boolean always;
  @Nullable LazyPattern pattern;
  String lineDetector = "";
  @Nullable NameWord nameWord;
  @Nullable RuleShape shape;
  List<String> wanted = new ArrayList<>();
  @Nullable BlockKind blockKind;
  int group;
  int near;
  boolean onByDefault = true;

  /** Of a rule that reads whole texts; else null. */
  @Nullable TextConditions text;

  /** Of a shipped rule: its {@linkplain Rule#needs() needs}, so that no detector must be asked. */
  @Nullable List<LineNeeds> needs;

  /** Of a shipped rule: the {@linkplain Rule#fingerprint() fingerprint} it was prepared with. */
  byte @Nullable [] fingerprint;

  private RuleBuilder(Severity severity, String id, String kind, String type) {
    this.id = id;
    this.kind = kind;
    this.type = type;
    this.severity = Objects.requireNonNull(severity, "severity");
  }

  RuleBuilder(String id, String kind, String type, Severity severity) {
    this(severity, requireId(id), requireKind(kind), requireType(type));
  }

  /** Starts a rule whose names were checked before. */
  static RuleBuilder checked(String id, String kind, String type, Severity severity) {
    return new RuleBuilder(severity, id, kind, type);
  }

  RuleBuilder description(String value) {
    this.description = requireLine("description", value);
    return this;
  }

  RuleBuilder source(String value) {
    this.source = requireLine("source", value);
    return this;
  }

  RuleBuilder specificity(int value) {
    require(
        value >= 0 && value <= Rule.MAX_SPECIFICITY,
        "specificity must be in 0.." + Rule.MAX_SPECIFICITY + ", was " + value);
    this.specificity = value;
    return this;
  }

  RuleBuilder detector(Rule.Detector value) {
    this.detector = value;
    return this;
  }

  /** Has the values found by one of the {@link LineDetectors}. */
  RuleBuilder lineDetector(String name) {
    this.detector = Rule.Detector.LINE;
    this.lineDetector = name;
    return this;
  }

  /** Has the values found by the names of this kind that are assigned to them. */
  RuleBuilder assignedTo(NameWord word) {
    this.detector = Rule.Detector.ASSIGNMENT;
    this.nameWord = word;
    return this;
  }

  /** Adds a suffix or a network that the detector looks for, unless it is there. */
  RuleBuilder wanted(String value) {
    LineDetectors.Listed listed = LineDetectors.listed(lineDetector).orElseThrow();
    LineDetector unused = listed.detector(List.of(value)); // fails if it is none
    listed.keywords(value).stream().filter(word -> !keywords.contains(word)).forEach(this::keyword);
    if (!wanted.contains(value)) {
      wanted.add(value);
    }
    return this;
  }

  /** Has the values found that stand in blocks of this kind. */
  RuleBuilder inBlocks(BlockKind kind) {
    this.detector = Rule.Detector.BLOCK;
    this.blockKind = kind;
    return this;
  }

  /** Has the rule tried on every line, which costs time on all text. */
  RuleBuilder always() {
    this.always = true;
    return this;
  }

  /** Adds a literal that stands in every match. Short ones would be everywhere, but for the @. */
  RuleBuilder keyword(String value) {
    String keyword = value.toLowerCase(Locale.ROOT);
    String meaning = "3 to 64 printable ASCII characters, 2 to 32 of other alphabets, or @";
    requireMatch("keyword", keyword, Names.KEYWORD, meaning);
    require(!keywords.contains(keyword), "keyword " + Suggestion.shown(value) + " is there twice");
    keywords.add(keyword);
    return this;
  }

  RuleBuilder pattern(String regex) {
    Pattern compiled = compile("pattern", regex);
    require(
        compiled.programSize() <= MAX_PROGRAM_SIZE,
        "pattern is too large: " + compiled.programSize() + " steps of " + MAX_PROGRAM_SIZE);
    require(!compiled.matcher("").find(), "pattern must not match the empty text");
    this.pattern = LazyPattern.of(compiled);
    return this;
  }

  RuleBuilder shape(RuleShape value) {
    this.shape = value;
    return this;
  }

  private void requireNothingBesideShape() {
    require(
        pattern == null && detector == Rule.Detector.PATTERN,
        "a rule needs one of pattern, shape and detector, and not two of them");
    require(
        keywords.isEmpty() && !always && group == 0,
        "a shape is found by what it begins with, its anchor or the words in near, and is a value"
            + " as a whole: leave out keywords, always and group");
  }

  /** Sets the pattern of a rule that reads whole texts. */
  RuleBuilder wholeTextPattern(String regex) {
    Pattern compiled = TextConditions.compile("pattern", regex);
    require(!compiled.matcher("").find(), "pattern must not match the empty text");
    this.pattern = LazyPattern.of(compiled);
    return this;
  }

  RuleBuilder group(int value) {
    require(value >= 0, "group must be 0 or more, was " + value);
    this.group = value;
    return this;
  }

  /** Accepts only values with a keyword, as a word, at most so many bytes before them. */
  RuleBuilder near(int bytes) {
    require(
        bytes > 0 && bytes <= NearWords.MAX_BYTES,
        "within must be in 1.." + NearWords.MAX_BYTES + ", was " + bytes);
    this.near = bytes;
    return this;
  }

  /** Leaves the rule off until a policy enables it. */
  RuleBuilder offByDefault() {
    this.onByDefault = false;
    return this;
  }

  RuleBuilder check(Check check) {
    require(
        checks.stream().noneMatch(c -> c.kind() == check.kind()),
        "check '" + check.kind().yamlName() + "' is there twice");
    checks.add(check);
    return this;
  }

  RuleBuilder except(String regex) {
    except.add(LazyPattern.of(compile("except", regex)));
    return this;
  }

  Rule build() {
    requireWhole();
    return new Rule(this);
  }

  private void requireWhole() {
    if (shape != null) {
      requireNothingBesideShape();
    }
    Rule.Detector found = detector();
    require(
        wanted.isEmpty() || found == Rule.Detector.LINE,
        "'suffixes', 'networks' and 'fields' need a detector that looks for them");
    if (found == Rule.Detector.LINE) {
      LineDetector unused = LineDetectors.named(lineDetector, wanted); // fails if it is none
    }
    require(
        near == 0 || wanted.isEmpty() && (pattern != null || found == Rule.Detector.LINE),
        "'near' is for a shape, a pattern, or a detector that sees one line");
    require(
        (found == Rule.Detector.PATTERN) == (pattern != null),
        "a rule needs either a pattern or a detector of its own, and not both");
    require(
        found.seesMoreThanOneLine() || always == (keywords.isEmpty() && shape == null),
        "a rule needs either keywords or 'always: true', and not both");
    require(
        pattern == null || group <= pattern.get().groupCount(),
        "group must be a group of the pattern, was " + group);
  }

  Rule.Detector detector() {
    return shape == null ? detector : Rule.Detector.SHAPE;
  }

  /** Checks a word of a shape rule; see RULES.md. */
  static String requireWord(String name, String value) {
    return requireMatch(name, value, Names.WORD, "3 to 64 printable ASCII characters");
  }

  static String requireId(String value) {
    return requireMatch("id", value, Names.ID, "2 to 64 of a-z, 0-9 and dashes");
  }

  static String requireKind(String value) {
    return requireMatch("kind", value, Names.KIND, "2 to 32 of a-z, 0-9 and dashes");
  }

  static String requireType(String value) {
    return requireMatch("type", value, Names.TYPE, "2 to 12 of A-Z and 0-9");
  }

  private static String requireLine(String name, String value) {
    return requireMatch(name, value, Names.LINE, "one line of 1 to 300 characters");
  }

  static Pattern compile(String name, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          name + " is not an RE2 expression: " + e.getDescription(), e);
    }
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  static String requireMatch(String name, String value, Pattern pattern, String meaning) {
    require(
        pattern.matches(value), name + " must be " + meaning + ", was " + Suggestion.shown(value));
    return value;
  }
}
