package dev.tacenda.mask;

import java.util.Objects;

/**
 * A range of a body that is a text of its own, such as one file of a multipart form.
 *
 * @param start its first byte in the body
 * @param end the byte after its last
 * @param format how it is read
 */
public record BodyPart(int start, int end, Format format) {

  /** How a part is read. */
  public enum Format {
    /** As text. */
    TEXT,
    /** As one JSON document, all of whose strings are scanned. */
    JSON,
    /** Not at all: it is left as it is, and {@link MaskResult#recordable()} does without it. */
    BINARY
  }

  public BodyPart {
    Objects.requireNonNull(format, "format");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a part must be 0 <= start <= end, was [" + start + "," + end + ")");
    }
  }
}
