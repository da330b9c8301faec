package dev.tacenda.mask;

import com.google.re2j.Pattern;
import dev.tacenda.mask.internal.shape.PatternParts;
import dev.tacenda.mask.internal.shape.WholeMatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An RE2 expression that is compiled when it is first used: most rules of a policy have none of
 * their keywords in any text of a run. Thread-safe without a lock. Threads that are first at the
 * same time may each compile it, to the same effect; how long that takes is bounded by the limits
 * on expressions, which were checked when the expression was accepted.
 */
final class LazyPattern {
  private final String regex;
  private volatile @Nullable Pattern compiled;
  private volatile @Nullable PatternParts parts;
  private volatile @Nullable WholeMatch whole;

  private LazyPattern(String regex, @Nullable Pattern compiled) {
    this.regex = Objects.requireNonNull(regex, "regex");
    this.compiled = compiled;
  }

  /** Wraps an expression that had to be compiled to be checked. */
  static LazyPattern of(Pattern compiled) {
    return new LazyPattern(compiled.pattern(), compiled);
  }

  /** Takes an expression that was checked when the library was built. */
  static LazyPattern checked(String regex) {
    return new LazyPattern(regex, null);
  }

  /** Returns the expression as it was written. */
  String regex() {
    return regex;
  }

  Pattern get() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(regex);
      compiled = known;
    }
    return known;
  }

  /** Returns in which parts of a long line to search; computed when first asked for. */
  PatternParts parts() {
    PatternParts known = parts;
    if (known == null) {
      known = PatternParts.of(regex);
      parts = known;
    }
    return known;
  }

  /** Returns true if the expression matches all of {@code value}. */
  boolean matches(byte[] value) {
    WholeMatch known = whole;
    if (known == null) {
      known = WholeMatch.of(regex, this::get);
      whole = known;
    }
    return known.matches(value);
  }

  /** Returns the expression. */
  @Override
  public String toString() {
    return regex;
  }
}
