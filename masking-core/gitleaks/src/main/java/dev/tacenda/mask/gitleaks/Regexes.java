package dev.tacenda.mask.gitleaks;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Checks expressions where they stand. */
final class Regexes {
  static final String REMEDY = "see https://github.com/google/re2/wiki/Syntax";

  /** Found only by an expression that is found in any text. */
  private static final String UNLIKELY = "Z\u00019";

  private Regexes() {}

  /** Fails if {@code regex}, the value of {@code key}, is not RE2. */
  static void check(String key, Sited<String> regex) {
    try {
      Pattern unused = Pattern.compile(regex.value());
    } catch (PatternSyntaxException e) {
      String what = e.getDescription() + " in " + Quoted.of(e.getPattern());
      throw regex.place().error(key + " is not an RE2 expression: " + what, REMEDY);
    }
  }

  /** Fails if an expression of an allowlist is found in every text. */
  static void refuseMatchOfAnything(Sited<String> regex) {
    Pattern pattern = Pattern.compile(regex.value());
    if (pattern.matcher("").find() && pattern.matcher(UNLIKELY).find()) {
      throw regex
          .place()
          .error(
              "an expression of regexes is found in every text, so it allows everything",
              "anchor it with ^ and $, or remove the rule instead");
    }
  }
}
