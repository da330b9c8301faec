package dev.tacenda.mask;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the word that a misspelt one was meant to be. */
final class Suggestion {
  private static final int MAX_SHOWN_CHARS = 60;
  private static final int MAX_LISTED = 20;

  private Suggestion() {}

  /** Returns the remedy for {@code word}, which is none of {@code known}. */
  static String among(String word, Collection<String> known) {
    Optional<String> near = nearest(word, known);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    if (known.isEmpty()) {
      return "remove it, there is none to choose from";
    }
    if (known.size() > MAX_LISTED) {
      return "none of the " + known.size() + " known ones is near";
    }
    return "known: " + String.join(", ", new TreeSet<>(known));
  }

  /** Returns {@code text} in quotes, short and on one line whatever it holds. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(MAX_SHOWN_CHARS)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    boolean cut = text.codePointCount(0, text.length()) > MAX_SHOWN_CHARS;
    return shown.append(cut ? "...'" : "'").toString();
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    String plain = plain(word);
    return known.stream()
        .filter(k -> distance(plain, plain(k)) <= allowed(plain, k))
        .min(
            Comparator.<String>comparingInt(k -> distance(plain, plain(k)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** One edit for every three letters, but no more than three. */
  private static int allowed(String a, String b) {
    return Math.max(1, Math.min(Math.max(a.length(), b.length()) / 3, 3));
  }

  private static String plain(String word) {
    String cut = word.length() > MAX_SHOWN_CHARS ? word.substring(0, MAX_SHOWN_CHARS) : word;
    return cut.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /** Edits (insert, delete, replace, swap of neighbours) between two words, row by row. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, 1 + d[i - 2][j - 2]) : best;
  }
}
