package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;

/**
 * Reads JSON in pieces. Lengths are not limited here: the masker limits a document as a whole, and
 * what it accepts must be read here as well, or a number of a thousand digits would hide what
 * stands beside it. A key that stands twice is an error, because readers differ in which one
 * counts.
 */
@TrustedCode(
    "Reads every document that the masker accepts, but for doubled keys, which are errors.")
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /** Returns a parser of {@code json}. */
  static JsonParser parser(byte[] json) throws IOException {
    return FACTORY.createParser(json);
  }

  /** Returns a parser of a part of {@code json}. */
  static JsonParser parser(byte[] json, int from, int length) throws IOException {
    return FACTORY.createParser(json, from, length);
  }
}
