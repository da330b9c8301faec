package dev.tacenda.mask;

/**
 * Where a string stands in a JSON document. Immutable.
 *
 * @param start the byte behind its opening quote
 * @param end its closing quote
 */
public record StringRange(int start, int end) {

  public StringRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a string must be 0 <= start <= end, was [" + start + "," + end + ")");
    }
  }
}
