package dev.tacenda.benchmarks.accuracy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the secrets of one text are covered.
 *
 * @param any some byte of some secret is
 * @param full every secret is to its last byte, wherever it stands; of one of less than eight
 *     bytes, which may also be an ordinary word there, one place is enough
 * @param bytes of the secrets
 * @param leaked those that are not covered
 * @param rest bytes of the text that belong to no secret
 * @param restCovered those that are covered all the same
 * @param firstLeak a place with a byte that is not covered; null if {@code full}
 */
record PositiveScore(
    boolean any,
    boolean full,
    int bytes,
    int leaked,
    int rest,
    int restCovered,
    @Nullable Span firstLeak) {
  private static final int SHORT = 8;

  /** Scores secrets that stand somewhere in {@code text[range)}. */
  static PositiveScore of(byte[] text, List<String> secrets, Cover cover, Span range) {
    List<Span> need = new ArrayList<>();
    boolean any = false;
    for (String secret : secrets) {
      List<Span> places = places(text, secret.getBytes(StandardCharsets.UTF_8), range);
      any |= places.stream().anyMatch(place -> cover.size(place) > 0);
      if (places.get(0).length() < SHORT) {
        places = List.of(best(places, cover));
      }
      need.addAll(places);
    }
    return of(any, need, cover, range);
  }

  private static PositiveScore of(boolean any, List<Span> need, Cover cover, Span range) {
    Span leak = null;
    for (Span place : need) {
      leak = leak == null && cover.size(place) < place.length() ? place : leak;
    }
    Cover needed = Cover.of(need);
    int kept = needed.spans().stream().mapToInt(cover::size).sum();
    int total = needed.size();
    return new PositiveScore(
        any,
        leak == null,
        total,
        total - kept,
        range.length() - total,
        cover.size(range) - kept,
        leak);
  }

  private static Span best(List<Span> places, Cover cover) {
    return places.stream().max(Comparator.comparingInt(cover::size)).orElseThrow();
  }

  private static List<Span> places(byte[] text, byte[] secret, Span range) {
    List<Span> places = new ArrayList<>();
    for (int i = range.start(); i + secret.length <= range.end(); i++) {
      if (startsWith(text, i, secret)) {
        places.add(new Span(i, i + secret.length));
      }
    }
    if (places.isEmpty()) {
      throw new IllegalStateException("a labelled secret does not occur in its text");
    }
    return places;
  }

  private static boolean startsWith(byte[] text, int at, byte[] secret) {
    for (int i = 0; i < secret.length; i++) {
      if (text[at + i] != secret[i]) {
        return false;
      }
    }
    return true;
  }
}
