package dev.tacenda.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The union of spans of one text. Spans that touch become one. Immutable. */
final class Cover {
  private final List<Span> merged;

  private Cover(List<Span> merged) {
    this.merged = List.copyOf(merged);
  }

  static Cover of(Collection<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted().toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && span.start() <= merged.get(last).end()) {
        Span before = merged.get(last);
        merged.set(last, new Span(before.start(), Math.max(before.end(), span.end())));
      } else {
        merged.add(span);
      }
    }
    return new Cover(merged);
  }

  static Cover ofFound(Collection<Found> found) {
    return of(found.stream().map(Found::span).toList());
  }

  List<Span> spans() {
    return merged;
  }

  /** Returns the number of bytes in all. */
  int size() {
    return merged.stream().mapToInt(Span::length).sum();
  }

  /** Returns how many bytes of {@code [from, to)} are covered. */
  int size(int from, int to) {
    int covered = 0;
    for (int i = firstEndingAfter(from); i < merged.size() && merged.get(i).start() < to; i++) {
      Span span = merged.get(i);
      covered += Math.max(0, Math.min(to, span.end()) - Math.max(from, span.start()));
    }
    return covered;
  }

  int size(Span span) {
    return size(span.start(), span.end());
  }

  /** Returns true if a byte of the span is covered; an empty one asks about the byte behind it. */
  boolean hits(Span span) {
    return size(span.start(), Math.max(span.end(), span.start() + 1)) > 0;
  }

  private int firstEndingAfter(int place) {
    int low = 0;
    int high = merged.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (merged.get(middle).end() > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
