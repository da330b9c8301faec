package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;

/** A half-open range of bytes that a rule found. Immutable. */
record Span(int start, int end, Label label) {

  /** By place, the longest first, then by rule. */
  private static int compare(Span a, Span b) {
    if (a.start != b.start) {
      return Integer.compare(a.start, b.start);
    }
    return a.end != b.end
        ? Integer.compare(b.end, a.end)
        : a.label.ruleId().compareTo(b.label.ruleId());
  }

  /** Returns the union of {@code spans} as disjoint spans in the order of their place. */
  static List<Span> merged(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Span::compare);
    List<Span> merged = new ArrayList<>(sorted.size());
    for (Span span : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && span.start < merged.get(last).end) {
        merged.set(last, merged.get(last).unionWith(span));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  private Span unionWith(Span other) {
    return new Span(
        Math.min(start, other.start), Math.max(end, other.end), label.mergedWith(other.label));
  }

  boolean masks() {
    return label.action().masks();
  }
}
