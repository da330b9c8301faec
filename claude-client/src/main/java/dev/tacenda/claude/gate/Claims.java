package dev.tacenda.claude.gate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a verified token says about its caller, by name: texts, numbers and truth values as text,
 * lists as several values. Policies are chosen by it; it is in no record. Immutable.
 */
public final class Claims {
  private static final int MAX_CLAIMS = 128;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_LENGTH = 2_048;
  private static final Claims NONE = new Claims(Map.of());

  private final Map<String, List<String>> values;

  private Claims(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new TreeMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    this.values = copy;
    require(copy.size() <= MAX_CLAIMS, "at most " + MAX_CLAIMS + " claims");
    copy.forEach(Claims::check);
  }

  private static void check(String name, List<String> list) {
    require(!name.isEmpty() && name.length() <= MAX_LENGTH, "names of 1 to 2048 characters");
    require(list.size() <= MAX_VALUES, "at most " + MAX_VALUES + " values of a claim");
    list.forEach(v -> require(v.length() <= MAX_LENGTH, "values of up to 2048 characters"));
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("claims must have " + what);
    }
  }

  /** No claims. */
  public static Claims none() {
    return NONE;
  }

  /**
   * Returns these claims.
   *
   * @throws IllegalArgumentException if there are more than 128, one has more than 1,000 values, or
   *     a name or value is longer than 2,048 characters
   */
  public static Claims of(Map<String, List<String>> values) {
    return new Claims(Objects.requireNonNull(values, "values"));
  }

  /** Returns the values of a claim; none if the token does not have it. */
  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns the names of all claims. */
  public Set<String> names() {
    return Set.copyOf(values.keySet());
  }

  /** Names the claims, without their values. */
  @Override
  public String toString() {
    return "Claims" + values.keySet();
  }
}
