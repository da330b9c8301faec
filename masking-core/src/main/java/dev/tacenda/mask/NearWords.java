package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that stand shortly before a place of a text, as far as rules care: a value without a
 * telling shape is one of a vendor's only if the vendor's name stands near. What it says is a
 * function of the text before the place alone. Immutable.
 *
 * @param seen the words within reach, the nearest first
 */
record NearWords(List<Seen> seen) {
  /** No rule looks further back than this. */
  static final int MAX_BYTES = 256;

  /** No rule looks back over more line ends than this. */
  static final int MAX_LINES = 3;

  /** Before the first byte of a text. */
  static final NearWords NONE = new NearWords(List.of());

  /**
   * A word that was seen.
   *
   * @param word its number in the table of words
   * @param bytes from its end to the place
   * @param lines line ends from its end to the place
   */
  record Seen(int word, int bytes, int lines) implements Comparable<Seen> {
    /** The nearest come first. */
    @Override
    public int compareTo(Seen other) {
      int byBytes = Integer.compare(bytes, other.bytes);
      int byLines = byBytes != 0 ? byBytes : Integer.compare(lines, other.lines);
      return byLines != 0 ? byLines : Integer.compare(word, other.word);
    }

    // Written out: those of a record are linked when first called, which takes long.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seen o && word == o.word && bytes == o.bytes && lines == o.lines;
    }

    @Override
    public int hashCode() {
      return (word * 31 + bytes) * 31 + lines;
    }

    private boolean inReach() {
      return bytes <= MAX_BYTES && lines <= MAX_LINES;
    }

    private Seen movedBy(int moreBytes, int moreLines) {
      return new Seen(word, bytes + moreBytes, lines + moreLines);
    }

    private boolean makesNeedless(Seen other) {
      return word == other.word && bytes <= other.bytes && lines <= other.lines;
    }
  }

  NearWords {
    seen = List.copyOf(seen);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NearWords o && seen.equals(o.seen);
  }

  @Override
  public int hashCode() {
    return seen.hashCode();
  }

  /** Returns what stands before the place with {@code words} seen, in any order. */
  static NearWords of(List<Seen> words) {
    List<Seen> sorted = new ArrayList<>(words);
    Collections.sort(sorted);
    List<Seen> kept = new ArrayList<>();
    for (Seen word : sorted) {
      if (word.inReach() && kept.stream().noneMatch(k -> k.makesNeedless(word))) {
        kept.add(word);
      }
    }
    return kept.isEmpty() ? NONE : new NearWords(kept);
  }

  /** Returns what stands before the place that is {@code bytes} and {@code lines} further on. */
  NearWords after(int bytes, int lines) {
    if (seen.isEmpty() || bytes == 0) {
      return this;
    }
    return bytes > MAX_BYTES
        ? NONE
        : of(seen.stream().map(word -> word.movedBy(bytes, lines)).toList());
  }

  /** Returns the words that stand near in one of two readings of the same text. */
  NearWords or(NearWords other) {
    if (equals(other) || other.seen.isEmpty()) {
      return this;
    }
    List<Seen> both = new ArrayList<>(seen);
    both.addAll(other.seen);
    return of(both);
  }
}
