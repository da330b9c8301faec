package dev.tacenda.mask;

import dev.tacenda.mask.internal.style.NearbyShapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for values in one text already, in any style of the policy. Confined to one
 * thread.
 */
@TrustedCode("Drops only findings that hold nothing but what a masker with this key wrote.")
final class OwnMarks {
  private final Placeholders placeholders;
  private final Optional<NearbyShapes> shapes;
  private final byte[] text;
  private final int from;
  private final int to;

  /** Disjoint, in order; made when there is a finding. */
  private @Nullable List<int[]> marks;

  OwnMarks(Styles styles, byte[] text, int from, int to) {
    this.placeholders = styles.placeholders();
    this.shapes = styles.shapesIn(text, from, to);
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /**
   * Drops the spans that hold nothing but such marks and the punctuation beside them, and widens
   * those that would cut one.
   */
  List<Span> without(List<Span> spans) {
    List<Span> kept = new ArrayList<>(spans.size());
    for (Span span : spans) {
      List<int[]> own = overlapping(span);
      Span whole = widened(span, own);
      if (own.isEmpty() || holdsMore(whole, own)) {
        kept.add(whole);
      }
    }
    return kept;
  }

  private List<int[]> overlapping(Span span) {
    List<int[]> all = marks();
    List<int[]> own = new ArrayList<>();
    for (int i = firstEndingAfter(all, span.start()); i < all.size(); i++) {
      if (all.get(i)[0] >= span.end()) {
        break;
      }
      own.add(all.get(i));
    }
    if (shapes.isPresent()) {
      boolean line = span.label().replacement().equals(Replacement.shape().forLines());
      own.addAll(shapes.get().find(span.start(), span.end(), line));
      own.sort(Comparator.comparingInt(range -> range[0]));
    }
    return own;
  }

  private List<int[]> marks() {
    if (marks == null) {
      marks = new ArrayList<>();
      for (int start = placeholders.nextGenuine(text, from, to); start >= 0; ) {
        int end = placeholders.endOfGenuine(text, start, to);
        marks.add(new int[] {start, end});
        start = placeholders.nextGenuine(text, end, to);
      }
    }
    return marks;
  }

  private static Span widened(Span span, List<int[]> own) {
    int start = span.start();
    int end = span.end();
    for (int[] range : own) {
      start = Math.min(start, range[0]);
      end = Math.max(end, range[1]);
    }
    return new Span(start, end, span.label());
  }

  /** Returns true if there is a letter or digit in {@code span} outside of {@code own}. */
  private boolean holdsMore(Span span, List<int[]> own) {
    int place = span.start();
    for (int[] range : own) {
      if (holdsWordByte(place, range[0])) {
        return true;
      }
      place = Math.max(place, range[1]);
    }
    return holdsWordByte(place, span.end());
  }

  private boolean holdsWordByte(int start, int end) {
    for (int i = start; i < end; i++) {
      if (Bytes.isWordByte(text[i])) {
        return true;
      }
    }
    return false;
  }

  private static int firstEndingAfter(List<int[]> ranges, int place) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle)[1] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
