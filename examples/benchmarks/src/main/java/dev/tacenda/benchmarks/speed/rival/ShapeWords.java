package dev.tacenda.benchmarks.speed.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the words that every text of a shape begins with. Confined to one thread. */
final class ShapeWords {
  private static final int MIN_LENGTH = 3;
  private static final int MAX_WORDS = 64;
  private static final int MAX_CLASS = 8;

  private final String shape;
  private int at;
  private List<String> words = List.of("");

  private ShapeWords(String shape) {
    this.shape = shape;
    this.at = shape.startsWith("(?i)") ? 4 : 0;
  }

  /** Returns the words in lower case; empty if one would be shorter than three bytes. */
  static List<String> of(String shape) {
    ShapeWords start = new ShapeWords(shape);
    start.read();
    boolean longEnough = start.words.stream().allMatch(word -> word.length() >= MIN_LENGTH);
    return longEnough ? start.words : List.of();
  }

  private void read() {
    List<String> next = alternatives();
    while (next != null && words.size() * next.size() <= MAX_WORDS) {
      append(next);
      next = alternatives();
    }
  }

  private void append(List<String> next) {
    List<String> longer = new ArrayList<>();
    for (String word : words) {
      next.forEach(piece -> longer.add(word + piece));
    }
    words = longer;
  }

  /** Reads a literal, a group of literals or a small class; null if something else comes. */
  private @Nullable List<String> alternatives() {
    if (at >= shape.length()) {
      return null;
    }
    if (shape.startsWith("(?:", at)) {
      return group();
    }
    return shape.charAt(at) == '[' ? characterClass() : literal();
  }

  private @Nullable List<String> characterClass() {
    int end = shape.indexOf(']', at);
    String inner = shape.substring(at + 1, end);
    boolean listed =
        inner.length() <= MAX_CLASS && inner.chars().allMatch(Character::isLetterOrDigit);
    if (!listed || isCounted(end + 1)) {
      return null;
    }
    at = end + 1;
    return inner.toLowerCase(Locale.ROOT).chars().distinct().mapToObj(Character::toString).toList();
  }

  private @Nullable List<String> group() {
    int end = shape.indexOf(')', at);
    String inner = shape.substring(at + 3, end);
    boolean literals =
        inner
            .chars()
            .allMatch(c -> c == '|' || c == '-' || c == '_' || Character.isLetterOrDigit(c));
    if (!literals || isCounted(end + 1)) {
      return null;
    }
    at = end + 1;
    return List.of(inner.toLowerCase(Locale.ROOT).split("\\|", -1));
  }

  private @Nullable List<String> literal() {
    int start = shape.charAt(at) == '\\' ? at + 1 : at;
    char c = shape.charAt(start);
    boolean escaped = start > at;
    boolean literal = escaped ? !Character.isLetterOrDigit(c) : "[](){}.?+*|^$".indexOf(c) < 0;
    if (!literal || isCounted(start + 1)) {
      return null;
    }
    at = start + 1;
    return List.of(String.valueOf(c).toLowerCase(Locale.ROOT));
  }

  private boolean isCounted(int place) {
    return place < shape.length() && "{?+*".indexOf(shape.charAt(place)) >= 0;
  }
}
