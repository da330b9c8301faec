package dev.tacenda.benchmarks.speed.rival;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** Every pattern over the whole text. Immutable and thread-safe. */
public final class NaiveRegex {
  private final List<Pattern> patterns;

  public NaiveRegex(ShippedRules rules) {
    this.patterns = rules.rules().stream().map(rule -> Pattern.compile(rule.pattern())).toList();
  }

  /** Returns the number of matches. */
  public int count(byte[] text) {
    int matches = 0;
    for (Pattern pattern : patterns) {
      matches += count(pattern, text);
    }
    return matches;
  }

  static int count(Pattern pattern, byte[] text) {
    Matcher matcher = pattern.matcher(text);
    int matches = 0;
    while (matcher.find()) {
      matches++;
    }
    return matches;
  }
}
