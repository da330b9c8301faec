package dev.tacenda.benchmarks.accuracy;

/**
 * A half-open range of bytes.
 *
 * @param start first byte
 * @param end byte behind the last one
 */
record Span(int start, int end) implements Comparable<Span> {
  int length() {
    return end - start;
  }

  @Override
  public int compareTo(Span other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
