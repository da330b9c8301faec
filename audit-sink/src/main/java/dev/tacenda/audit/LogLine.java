package dev.tacenda.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parts of a line that a check of the chain needs. Immutable.
 *
 * @param session the session, or an empty text if the record names none
 */
record LogLine(String chain, long seq, String prev, String kind, String session) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(20)
                  .maxStringLength(1024)
                  .maxNameLength(256)
                  .maxDocumentLength(LogFormat.MAX_LINE_BYTES)
                  .build())
          .build();

  /** Returns true if the line starts and ends as a line of the log and its check sum is right. */
  static boolean hasRightCrc(byte[] buffer, int length) {
    int covered = length - LogFormat.TRAILER_BYTES;
    if (covered < LogFormat.LINE_START.length) {
      return false;
    }
    int digits = covered + LogFormat.CRC_START.length;
    int end = digits + LogFormat.CRC_DIGITS;
    return equals(buffer, covered, digits, LogFormat.CRC_START)
        && equals(buffer, digits, end, LogFormat.crc(buffer, covered))
        && equals(buffer, end, length, LogFormat.LINE_END);
  }

  /** Returns the line's parts, or nothing if it is not a record of this format. */
  static Optional<LogLine> parse(byte[] buffer, int length) {
    // The fixed start also keeps the parser from guessing an encoding other than UTF-8.
    int start = LogFormat.LINE_START.length;
    if (length < start || !equals(buffer, 0, start, LogFormat.LINE_START)) {
      return Optional.empty();
    }
    try (JsonParser json = FACTORY.createParser(buffer, 0, length)) {
      return Optional.of(read(json)).filter(LogLine::isValid);
    } catch (IOException e) {
      // The source is an array, so this is always about its content.
      return Optional.empty();
    }
  }

  private static LogLine read(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    String chain = "";
    long seq = -1;
    String prev = "";
    String kind = "";
    String session = "";
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "chain" -> chain = text(json, value);
        case "seq" -> seq = number(json, value);
        case "prev" -> prev = text(json, value);
        case "kind" -> kind = text(json, value);
        case "session" -> session = text(json, value);
        default -> json.skipChildren(); // Later versions may say more; the chain covers it.
      }
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
    if (json.nextToken() != null) {
      throw new JsonParseException(json, "text after the record");
    }
    return new LogLine(chain, seq, prev, kind, session);
  }

  private static String text(JsonParser json, JsonToken value) throws IOException {
    expect(json, value, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static long number(JsonParser json, JsonToken value) throws IOException {
    expect(json, value, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static void expect(JsonParser json, JsonToken actual, JsonToken expected)
      throws IOException {
    if (actual != expected) {
      throw new JsonParseException(json, "unexpected token");
    }
  }

  private boolean isValid() {
    return Hex.isLower(chain, LogFormat.CHAIN_DIGITS)
        && seq >= 0
        && Hex.isSha256(prev)
        && !kind.isEmpty()
        && !session.isEmpty();
  }

  private static boolean equals(byte[] buffer, int from, int to, byte[] expected) {
    return Arrays.equals(buffer, from, to, expected, 0, expected.length);
  }
}
