package dev.tacenda.mask;

import java.util.Arrays;
import java.util.List;

/**
 * A text in which spans have been replaced, and the way back from places in it to places in the
 * source. Immutable.
 */
final class Rendering {
  private final byte[] bytes;
  private final int[] sourceStart;
  private final int[] sourceEnd;
  private final int[] start;
  private final int[] end;
  private final int from;

  /**
   * Renders {@code text[from, to)}.
   *
   * @param spans disjoint and in order
   * @param replacements one for each span
   */
  Rendering(byte[] text, int from, int to, List<Span> spans, List<byte[]> replacements) {
    int count = spans.size();
    this.from = from;
    this.sourceStart = new int[count];
    this.sourceEnd = new int[count];
    this.start = new int[count];
    this.end = new int[count];
    int length = to - from;
    for (int i = 0; i < count; i++) {
      length += replacements.get(i).length - (spans.get(i).end() - spans.get(i).start());
    }
    this.bytes = new byte[length];
    int source = from;
    int target = 0;
    for (int i = 0; i < count; i++) {
      sourceStart[i] = spans.get(i).start();
      sourceEnd[i] = spans.get(i).end();
      target = copy(text, source, sourceStart[i], target);
      start[i] = target;
      target = copy(replacements.get(i), 0, replacements.get(i).length, target);
      end[i] = target;
      source = sourceEnd[i];
    }
    copy(text, source, to, target);
  }

  private int copy(byte[] source, int sourceFrom, int sourceTo, int target) {
    System.arraycopy(source, sourceFrom, bytes, target, sourceTo - sourceFrom);
    return target + sourceTo - sourceFrom;
  }

  /** Returns the number of replaced spans. */
  int count() {
    return start.length;
  }

  /** Returns where the replacement of a span starts. */
  int start(int index) {
    return start[index];
  }

  /** Returns the place in the source of a place that is not {@linkplain #isReplaced replaced}. */
  int sourceOf(int place) {
    return sourceOfStart(place);
  }

  /** Returns true if the bytes on both sides of {@code place} belong to one replacement. */
  boolean isReplaced(int place) {
    int i = lastStartingAtOrBefore(place);
    return i >= 0 && place > start[i] && place < end[i];
  }

  /** The rendered bytes; not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the span of the source that a span of the rendering covers, replaced spans wholly. */
  Span toSource(Span span) {
    return new Span(sourceOfStart(span.start()), sourceOfEnd(span.end()), span.label());
  }

  private int sourceOfStart(int place) {
    int i = lastStartingAtOrBefore(place);
    if (i < 0) {
      return from + place;
    }
    return place < end[i] ? sourceStart[i] : sourceEnd[i] + place - end[i];
  }

  private int sourceOfEnd(int place) {
    int i = lastStartingAtOrBefore(place - 1);
    if (i < 0) {
      return from + place;
    }
    return place <= end[i] ? sourceEnd[i] : sourceEnd[i] + place - end[i];
  }

  private int lastStartingAtOrBefore(int place) {
    int found = Arrays.binarySearch(start, place);
    return found >= 0 ? found : -found - 2;
  }
}
