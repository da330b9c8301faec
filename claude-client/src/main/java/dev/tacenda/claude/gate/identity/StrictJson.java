package dev.tacenda.claude.gate.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object, so that nobody can read it differently: UTF-8 and nothing else, no name
 * twice, nothing behind it. Whoever calls it limits the bytes; depth is limited to {@value
 * #MAX_DEPTH}, numbers to {@value #MAX_NUMBER} characters.
 */
@TrustedCode("What it returns is the only meaning that the bytes have.")
final class StrictJson {
  static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER = 32;

  /** The largest document that is ever read here. */
  private static final int MAX_BYTES = 1 << 20;

  /** Names are not kept in tables, because they come from anybody. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 2)
                  .maxNumberLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(MAX_BYTES)
                  .build())
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Returns the object that {@code utf8} is.
   *
   * @throws IdentityException if it is not exactly one object, with the reason
   */
  static JsonValue.Members object(byte[] utf8) throws IdentityException {
    String text = decode(utf8);
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new StrictJson(parser).only();
    } catch (IOException e) {
      throw new IdentityException(Reason.JSON_MALFORMED); // without the cause, which quotes it
    }
  }

  private static String decode(byte[] utf8) throws IdentityException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IdentityException(Reason.TEXT_NOT_UTF8);
    }
  }

  private JsonValue.Members only() throws IOException, IdentityException {
    JsonToken first = parser.nextToken();
    if (first != null && first != JsonToken.START_OBJECT) {
      throw new IdentityException(Reason.JSON_NOT_OBJECT);
    }
    JsonValue.Members object = members(1);
    requireEnd();
    return object;
  }

  private void requireEnd() throws IdentityException {
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (IOException e) {
      more = true;
    }
    if (more) {
      throw new IdentityException(Reason.JSON_TRAILING_DATA);
    }
  }

  private JsonValue.Members members(int depth) throws IOException, IdentityException {
    requireDepth(depth);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (JsonToken next = next(); next != JsonToken.END_OBJECT; next = next()) {
      String name = wellFormed(parser.currentName());
      if (members.put(name, value(next(), depth)) != null) {
        throw new IdentityException(Reason.JSON_DUPLICATE_MEMBER);
      }
    }
    return new JsonValue.Members(members);
  }

  private JsonValue.Items items(int depth) throws IOException, IdentityException {
    requireDepth(depth);
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken next = next(); next != JsonToken.END_ARRAY; next = next()) {
      items.add(value(next, depth));
    }
    return new JsonValue.Items(items);
  }

  private JsonToken next() throws IOException, IdentityException {
    JsonToken next = parser.nextToken();
    if (next == null) {
      throw new IdentityException(Reason.JSON_MALFORMED);
    }
    return next;
  }

  private JsonValue value(JsonToken token, int depth) throws IOException, IdentityException {
    return switch (token) {
      case START_OBJECT -> members(depth + 1);
      case START_ARRAY -> items(depth + 1);
      case VALUE_STRING -> new JsonValue.Text(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(number());
      case VALUE_TRUE -> new JsonValue.Truth(true);
      case VALUE_FALSE -> new JsonValue.Truth(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw new IdentityException(Reason.JSON_MALFORMED);
    };
  }

  private String number() throws IOException, IdentityException {
    String spelling = parser.getText();
    if (spelling.length() > MAX_NUMBER) {
      throw new IdentityException(Reason.JSON_NUMBER_TOO_LONG);
    }
    return spelling;
  }

  private static void requireDepth(int depth) throws IdentityException {
    if (depth > MAX_DEPTH) {
      throw new IdentityException(Reason.JSON_TOO_DEEP);
    }
  }

  /** An escape may stand for half a character, which every reader would take for something else. */
  private static String wellFormed(@Nullable String text) throws IdentityException {
    if (text == null) {
      throw new IdentityException(Reason.JSON_MALFORMED);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IdentityException(Reason.TEXT_MALFORMED);
    }
    return text;
  }
}
