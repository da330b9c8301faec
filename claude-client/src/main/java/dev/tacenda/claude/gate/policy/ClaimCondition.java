package dev.tacenda.claude.gate.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a claim must be: one of a few texts, or all of it must match a pattern. Never a prefix: what
 * stands behind one is often chosen by the caller. Immutable.
 */
final class ClaimCondition {
  static final int MAX_VALUES = 256;
  static final int MAX_VALUE_LENGTH = 2_048;
  static final int MAX_PATTERN_LENGTH = 512;

  /** Largest compiled pattern: time per character grows with it, whatever the claim. */
  private static final int MAX_PROGRAM_SIZE = 2_000;

  private final Set<String> values;
  private final @Nullable Pattern pattern;

  private ClaimCondition(Set<String> values, @Nullable Pattern pattern) {
    this.values = values;
    this.pattern = pattern;
  }

  /** Holds for exactly these texts. */
  static ClaimCondition oneOf(Collection<String> values) {
    return new ClaimCondition(Set.copyOf(values), null);
  }

  /**
   * Holds for texts that match from their first to their last character.
   *
   * @throws IllegalArgumentException if it is no RE2 expression, or too large
   */
  static ClaimCondition matching(String regex) {
    require(
        !regex.isEmpty() && regex.length() <= MAX_PATTERN_LENGTH,
        "a pattern has 1 to " + MAX_PATTERN_LENGTH + " characters, not " + regex.length());
    try {
      Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
      require(
          pattern.programSize() <= MAX_PROGRAM_SIZE,
          "pattern is too large: " + pattern.programSize() + " steps of " + MAX_PROGRAM_SIZE);
      return new ClaimCondition(Set.of(), pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not an RE2 expression: " + e.getDescription(), e);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns true if one of the values is as it must be; never if there is none. */
  @TrustedCode("a value that is not listed and does not match as a whole gives nothing")
  boolean isMetBy(Collection<String> claim) {
    return claim.stream().anyMatch(this::isMetBy);
  }

  private boolean isMetBy(String value) {
    return pattern == null ? values.contains(value) : pattern.matches(value);
  }

  /** Returns true only if whatever meets {@code other} meets this as well. */
  boolean covers(ClaimCondition other) {
    if (other.pattern == null) {
      return other.values.stream().allMatch(this::isMetBy);
    }
    return pattern != null
        && (matchesAll() || Objects.equals(pattern.pattern(), other.pattern.pattern()));
  }

  /** Returns true if it is a pattern that any text matches, as far as this can be seen. */
  boolean matchesAll() {
    return pattern != null
        && Set.of(".*", "^.*$", "^.*", ".*$", "(.*)").contains(pattern.pattern());
  }

  /** Returns all that decides what the condition holds for, in a fixed order. */
  List<String> canonical() {
    List<String> fields = new ArrayList<>();
    fields.add(pattern == null ? "is" : "matches");
    fields.addAll(pattern == null ? new TreeSet<>(values) : Set.of(pattern.pattern()));
    return fields;
  }

  boolean isPattern() {
    return pattern != null;
  }

  /** Says which kind of condition it is. */
  @Override
  public String toString() {
    return pattern == null
        ? "ClaimCondition[" + values.size() + " values]"
        : "ClaimCondition[pattern]";
  }
}
