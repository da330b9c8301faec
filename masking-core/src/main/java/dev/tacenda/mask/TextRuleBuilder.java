package dev.tacenda.mask;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Builds a rule that reads whole texts: the door for code that imports the rules of other scanners,
 * whose patterns were not written to see one line at a time. Own rules are better written as YAML,
 * see {@code RULES.md}. Confined to one thread.
 *
 * <p>Such a rule finds what gitleaks finds with the same pattern. It is tried on a whole text, or
 * string of a JSON document, if one of its keywords stands anywhere in it. Line ends around a match
 * are dropped; the value is the group asked for, or the first that is not empty when the pattern is
 * searched for again in the match alone, or all of the match. It is a finding unless its entropy is
 * too low or an {@link Allowlist} allows it, and then masked to the end of its token.
 *
 * <pre>{@code
 * Rule rule =
 *     new TextRuleBuilder("acme-token", "imported", "ACMETOKEN", "acme_([a-z0-9]{32})")
 *         .keyword("acme")
 *         .entropyAbove(3)
 *         .build();
 * RuleSet rules = RuleSet.standard().plus(RuleSet.of(List.of(rule)));
 * }</pre>
 */
public final class TextRuleBuilder {
  private static final int MAX_KEYWORD_CHARS = 200;
  private static final Pattern KEYWORD = Pattern.compile("[ -~]{1," + MAX_KEYWORD_CHARS + "}");
  private static final double MAX_ENTROPY_BITS = 8;

  private final RuleBuilder rule;
  private final List<Allowlist> allowlists = new ArrayList<>();
  private double entropyAbove;

  /**
   * Starts a rule.
   *
   * @param id 2 to 64 of a-z, 0-9 and dashes
   * @param kind the family, 2 to 32 of a-z, 0-9 and dashes
   * @param type 2 to 12 of A-Z and 0-9, for placeholders
   * @param pattern an RE2 expression that does not match the empty text
   * @throws IllegalArgumentException if one of them is not so
   */
  public TextRuleBuilder(String id, String kind, String type, String pattern) {
    this.rule = new RuleBuilder(id, kind, type, Severity.HIGH);
    rule.wholeTextPattern(pattern);
  }

  /** Says what the rule finds, in one line of 1 to 300 characters; default the id. */
  public TextRuleBuilder description(String value) {
    rule.description(value);
    return this;
  }

  /** Says where the rule comes from, in one line of 1 to 300 characters; default nothing. */
  public TextRuleBuilder source(String value) {
    rule.source(value);
    return this;
  }

  /** Says how bad it would be if a value got out; default {@link Severity#HIGH}. */
  public TextRuleBuilder severity(Severity value) {
    rule.severity = Objects.requireNonNull(value, "value");
    return this;
  }

  /** Says how sure the rule is, 0..100; see {@link Rule#specificity()}. Default 50. */
  public TextRuleBuilder specificity(int value) {
    rule.specificity(value);
    return this;
  }

  /**
   * Adds a word, one of which must stand in the text in any letter case. Without one the rule is
   * tried on every text, which costs time.
   *
   * @throws IllegalArgumentException if it is not 1 to 200 printable ASCII characters
   */
  public TextRuleBuilder keyword(String value) {
    String keyword = value.toLowerCase(Locale.ROOT);
    RuleBuilder.requireMatch(
        "keyword", keyword, KEYWORD, "1 to " + MAX_KEYWORD_CHARS + " printable ASCII characters");
    if (!rule.keywords.contains(keyword)) {
      rule.keywords.add(keyword);
    }
    return this;
  }

  /** Names the group that is the value; 0, the default, is the first that is not empty. */
  public TextRuleBuilder group(int value) {
    rule.group(value);
    return this;
  }

  /**
   * Drops values that have no more than so many bits of entropy per byte, 0..8; 0, the default,
   * drops none.
   */
  public TextRuleBuilder entropyAbove(double bits) {
    RuleBuilder.require(
        bits >= 0 && bits <= MAX_ENTROPY_BITS, "entropyAbove must be in 0..8, was " + bits);
    this.entropyAbove = bits;
    return this;
  }

  /** Adds look-alikes that are not meant. One list that allows a value is enough. */
  public TextRuleBuilder allowlist(Allowlist value) {
    allowlists.add(Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Returns the rule.
   *
   * @throws IllegalArgumentException if the pattern has no such group
   */
  public Rule build() {
    rule.always = rule.keywords.isEmpty();
    rule.text = new TextConditions(entropyAbove, allowlists);
    return rule.build();
  }
}
