package dev.tacenda.benchmarks.speed.rival;

import java.util.List;

/**
 * A shipped rule as the scanners of others know rules: words that announce it and a pattern.
 *
 * @param id the rule
 * @param keywords one of them stands in or near each match, in lower case; empty if the rule has to
 *     be tried on any text
 * @param pattern an RE2 expression
 * @param near whether the keywords stand before the match and not in it, so that the pattern alone
 *     matches much that the rule does not mean
 */
record PatternRule(String id, List<String> keywords, String pattern, boolean near) {
  PatternRule {
    keywords = List.copyOf(keywords);
  }
}
