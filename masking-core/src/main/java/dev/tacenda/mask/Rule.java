package dev.tacenda.mask;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  static final int MIN_KEYWORD_LENGTH = 3;

  /** Largest compiled pattern: time per byte grows with it, whatever the text. */
  static final int MAX_PROGRAM_SIZE = 4000;

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
  private final @Nullable Pattern pattern;
  private final int group;
  private final List<Check> checks;
  private final List<Pattern> except;

  /** What looks for the values of a rule. */
  enum Detector {
    /** The rule's own pattern, line by line. */
    PATTERN,
    /** The code that finds PEM blocks, which span lines. */
    PEM
  }

  private Rule(Builder b) {
    this.id = b.id;
    this.kind = b.kind;
    this.type = b.type;
    this.severity = b.severity;
    this.description = b.description;
    this.source = b.source;
    this.specificity = b.specificity;
    this.detector = b.detector;
    this.always = b.always;
    this.keywords = List.copyOf(b.keywords);
    this.pattern = b.pattern;
    this.group = b.group;
    this.checks = List.copyOf(b.checks);
    this.except = List.copyOf(b.except);
    require(
        (detector == Detector.PATTERN) == (pattern != null),
        "a rule needs either a pattern or a detector of its own, and not both");
    require(
        detector != Detector.PATTERN || always == keywords.isEmpty(),
        "a rule needs either keywords or 'always: true', and not both");
    require(
        pattern == null || group <= pattern.groupCount(),
        "group must be a group of the pattern, was " + group);
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

  /** Returns what looks for the values. */
  Detector detector() {
    return detector;
  }

  /**
   * Returns lower-case ASCII words, one of which stands in every match of the pattern in upper or
   * lower case; empty if the rule is tried on every line.
   */
  List<String> keywords() {
    return keywords;
  }

  /**
   * Returns the pattern to search one line for, again and again.
   *
   * @throws IllegalStateException if the detector is not {@link Detector#PATTERN}
   */
  Pattern pattern() {
    if (pattern == null) {
      throw new IllegalStateException("rule " + id + " has no pattern but a detector " + detector);
    }
    return pattern;
  }

  /** Returns the group of the pattern that is the value; 0 is the whole match. */
  int group() {
    return group;
  }

  /** Returns true if the value in {@code line[start, end)} passes all checks and no exception. */
  @TrustedCode("true unless a check of this rule, or an exception that is the whole value, says no")
  boolean accepts(byte[] line, int start, int end) {
    for (Check check : checks) {
      if (!check.passes(line, start, end)) {
        return false;
      }
    }
    return except.isEmpty() || !isExcepted(Arrays.copyOfRange(line, start, end));
  }

  private boolean isExcepted(byte[] value) {
    for (Pattern exception : except) {
      if (exception.matches(value)) {
        return true;
      }
    }
    return false;
  }

  /** Returns all that decides what the rule finds and how that is named, in a fixed order. */
  List<String> canonical() {
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of(id, kind, type, severity.name(), "" + specificity, detector.name()));
    fields.add(pattern == null ? "" : pattern.pattern());
    fields.add("" + group);
    fields.add(String.join("\n", keywords.stream().sorted().toList()));
    fields.add(String.join("\n", checks.stream().map(Check::canonical).sorted().toList()));
    fields.add(String.join("\n", except.stream().map(Pattern::pattern).sorted().toList()));
    return fields;
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }

  /** Starts a rule; what has no default is required here. */
  static Builder builder(String id, String kind, String type, Severity severity) {
    return new Builder(id, kind, type, severity);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private static String requireMatch(String name, String value, String regex, String meaning) {
    require(
        Pattern.matches(regex, value),
        name + " must be " + meaning + ", was " + Suggestion.shown(value));
    return value;
  }

  /** Collects a rule; each method checks its own value. Confined to one thread. */
  static final class Builder {
    private final String id;
    private final String kind;
    private final String type;
    private final Severity severity;
    private final List<String> keywords = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Pattern> except = new ArrayList<>();
    private String description = "";
    private String source = "";
    private int specificity = DEFAULT_SPECIFICITY;
    private Detector detector = Detector.PATTERN;
    private boolean always;
    private @Nullable Pattern pattern;
    private int group;

    private Builder(String id, String kind, String type, Severity severity) {
      this.id = requireId(id);
      this.kind = requireKind(kind);
      this.type = requireType(type);
      this.severity = Objects.requireNonNull(severity, "severity");
    }

    Builder description(String value) {
      this.description = requireLine("description", value);
      return this;
    }

    Builder source(String value) {
      this.source = requireLine("source", value);
      return this;
    }

    Builder specificity(int value) {
      require(
          value >= 0 && value <= MAX_SPECIFICITY,
          "specificity must be in 0.." + MAX_SPECIFICITY + ", was " + value);
      this.specificity = value;
      return this;
    }

    Builder detector(Detector value) {
      this.detector = value;
      return this;
    }

    /** Has the rule tried on every line, which costs time on all text. */
    Builder always() {
      this.always = true;
      return this;
    }

    Builder keyword(String value) {
      String keyword = value.toLowerCase(Locale.ROOT);
      String meaning = MIN_KEYWORD_LENGTH + " or more printable ASCII characters";
      requireMatch("keyword", keyword, "[ -~]{" + MIN_KEYWORD_LENGTH + ",64}", meaning);
      require(
          !keywords.contains(keyword), "keyword " + Suggestion.shown(value) + " is there twice");
      keywords.add(keyword);
      return this;
    }

    Builder pattern(String regex) {
      Pattern compiled = compile("pattern", regex);
      require(
          compiled.programSize() <= MAX_PROGRAM_SIZE,
          "pattern is too large: " + compiled.programSize() + " steps of " + MAX_PROGRAM_SIZE);
      require(!compiled.matcher("").find(), "pattern must not match the empty text");
      this.pattern = compiled;
      return this;
    }

    Builder group(int value) {
      require(value >= 0, "group must be 0 or more, was " + value);
      this.group = value;
      return this;
    }

    Builder check(Check check) {
      require(
          checks.stream().noneMatch(c -> c.kind() == check.kind()),
          "check '" + check.kind().yamlName() + "' is there twice");
      checks.add(check);
      return this;
    }

    Builder except(String regex) {
      except.add(compile("except", regex));
      return this;
    }

    Rule build() {
      return new Rule(this);
    }

    static String requireId(String value) {
      return requireMatch("id", value, "[a-z0-9][a-z0-9-]{1,63}", "2 to 64 of a-z, 0-9 and dashes");
    }

    static String requireKind(String value) {
      return requireMatch(
          "kind", value, "[a-z0-9][a-z0-9-]{1,31}", "2 to 32 of a-z, 0-9 and dashes");
    }

    static String requireType(String value) {
      return requireMatch("type", value, "[A-Z0-9]{2,12}", "2 to 12 of A-Z and 0-9");
    }

    private static String requireLine(String name, String value) {
      return requireMatch(
          name, value, "[^\\x00-\\x1f\\x7f]{1,300}", "one line of 1 to 300 characters");
    }

    private static Pattern compile(String name, String regex) {
      try {
        return Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            name + " is not an RE2 expression: " + e.getDescription(), e);
      }
    }
  }
}
