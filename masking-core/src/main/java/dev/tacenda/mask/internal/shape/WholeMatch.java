package dev.tacenda.mask.internal.shape;

import com.google.re2j.Pattern;
import dev.tacenda.mask.TrustedCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a value as a whole matches an RE2 pattern, at one look-up for each byte: values are
 * compared with the same few patterns again and again. What an automaton cannot tell is left to
 * RE2J. Thread-safe.
 */
public final class WholeMatch {
  /** Null if the pattern has to be asked always. */
  private final @Nullable PatternAutomaton automaton;

  private final boolean asciiOnly;
  private final boolean exact;
  private final Supplier<Pattern> pattern;

  private WholeMatch(
      @Nullable PatternAutomaton automaton,
      boolean asciiOnly,
      boolean exact,
      Supplier<Pattern> pattern) {
    this.automaton = automaton;
    this.asciiOnly = asciiOnly;
    this.exact = exact;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern, in a time that the limits on patterns bound.
   *
   * @param pattern gives the same pattern compiled, which most values do not need
   */
  public static WholeMatch of(String regex, Supplier<Pattern> pattern) {
    try {
      PatternReader reader = new PatternReader(regex);
      PatternAutomaton automaton = new PatternAutomaton(reader.read(), false);
      return new WholeMatch(automaton, reader.asciiOnly(), reader.exact(), pattern);
    } catch (ShapeSyntaxException e) {
      // Too large, or something in it is not known here: not worth a complaint.
      return new WholeMatch(null, false, false, pattern);
    }
  }

  /** Returns true if all of {@code value} is a match. */
  @TrustedCode("what RE2J says of the pattern and the value")
  public boolean matches(byte[] value) {
    if (automaton == null || value.length == 0 || !asciiOnly && !isAscii(value)) {
      return pattern.get().matches(value);
    }
    return switch (automaton.matches(value)) {
      case NO -> false;
      case YES -> exact && isAscii(value) || pattern.get().matches(value);
      case UNKNOWN -> pattern.get().matches(value);
    };
  }

  private static boolean isAscii(byte[] value) {
    for (byte b : value) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }
}
