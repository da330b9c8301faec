package dev.tacenda.mask;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a rule that reads whole texts is not meant to find. Immutable and thread-safe; one list can
 * serve many rules.
 *
 * @see TextRuleBuilder#allowlist
 */
public final class Allowlist {
  private final Condition condition;
  private final Target target;
  private final List<Pattern> regexes;
  private final KeywordIndex asciiStopWords;
  private final List<String> otherStopWords;
  private final List<String> stopWords;

  /** How many of the kinds of tests must hold: one of them, or each that is given. */
  public enum Condition {
    /** The expressions or the stop words. */
    ANY,
    /** The expressions, if there are any, and the stop words, if there are any. */
    ALL
  }

  /** What the expressions of an allowlist are searched for in. */
  public enum Target {
    /** The value itself. */
    SECRET,
    /** All that the rule's pattern matched, without line ends around it. */
    MATCH,
    /**
     * The lines that the match stands on. They begin with the line end before them, if there is
     * one, as they do in gitleaks: {@code ^} is the beginning of the text, {@code (?m)^} that of a
     * line.
     */
    LINE
  }

  private Allowlist(
      Condition condition, Target target, List<String> regexes, List<String> stopWords) {
    this.condition = Objects.requireNonNull(condition, "condition");
    this.target = Objects.requireNonNull(target, "target");
    this.stopWords = stopWords.stream().map(Allowlist::lower).sorted().distinct().toList();
    RuleBuilder.require(
        !regexes.isEmpty() || !stopWords.isEmpty(), "an allowlist needs regexes or stop words");
    RuleBuilder.require(!this.stopWords.contains(""), "a stop word must not be empty");
    this.regexes = regexes.stream().map(r -> TextConditions.compile("regex", r)).toList();
    this.asciiStopWords =
        KeywordIndex.of(List.of(this.stopWords.stream().filter(Allowlist::isAscii).toList()));
    this.otherStopWords = this.stopWords.stream().filter(word -> !isAscii(word)).toList();
  }

  /**
   * Returns a list.
   *
   * @param regexes RE2 expressions, one of which must be found in the target
   * @param stopWords words, one of which must stand in the secret in any letter case
   * @throws IllegalArgumentException if the list tests nothing, a word is empty, or an expression
   *     is not RE2 or too large
   */
  public static Allowlist of(
      Condition condition, Target target, List<String> regexes, List<String> stopWords) {
    return new Allowlist(condition, target, regexes, stopWords);
  }

  /** Returns true if the expressions are searched for in the lines of a match. */
  boolean readsLines() {
    return target == Target.LINE && !regexes.isEmpty();
  }

  /** Returns true if one of the expressions is found in {@code text}. */
  boolean regexFoundIn(Line text) {
    return regexes.stream().anyMatch(regex -> text.search(regex).find());
  }

  /**
   * Returns true if the finding is not meant.
   *
   * @param inLines whether an expression is found in its lines, if {@link #readsLines()}
   */
  @TrustedCode("false unless the tests of the list hold")
  boolean allows(byte[] secret, byte[] match, boolean inLines) {
    boolean regex =
        switch (target) {
          case SECRET -> regexFoundIn(Line.of(secret));
          case MATCH -> regexFoundIn(Line.of(match));
          case LINE -> inLines;
        };
    return switch (condition) {
      case ANY -> regex || holdsStopWord(secret);
      case ALL -> (regex || regexes.isEmpty()) && (stopWords.isEmpty() || holdsStopWord(secret));
    };
  }

  private boolean holdsStopWord(byte[] secret) {
    if (!asciiStopWords.idsIn(secret).isEmpty()) {
      return true;
    }
    if (otherStopWords.isEmpty()) {
      return false;
    }
    String lower = lower(new String(secret, StandardCharsets.UTF_8));
    return otherStopWords.stream().anyMatch(lower::contains);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Returns the list in one text, the same for equal lists. */
  String canonical() {
    StringBuilder form = new StringBuilder();
    form.append(condition).append(' ').append(target);
    for (List<String> texts :
        List.of(regexes.stream().map(Pattern::pattern).sorted().toList(), stopWords)) {
      form.append(' ').append(texts.size());
      // The length before each text, so that no two lists have the same form.
      texts.forEach(text -> form.append(' ').append(text.length()).append(':').append(text));
    }
    return form.toString();
  }

  /** Returns how much the list holds. */
  @Override
  public String toString() {
    return "Allowlist[" + regexes.size() + " regexes, " + stopWords.size() + " stop words]";
  }
}
