package dev.tacenda.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict JSON reader: UTF-8 only, no duplicate keys, no lone surrogate, nothing after the value.
 * Values are {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and {@link
 * Nothing#NULL}. Its errors name a place, never content.
 */
final class JsonTree {

  /** What is not there: JSON {@code null}, or no such member. */
  enum Nothing {
    NULL,
    ABSENT
  }

  /** The text is not strict JSON. The message has the line and column, no content. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private static final int MAX_DEPTH = 512;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonTree() {}

  /** A member of an object; {@link Nothing#ABSENT} when it has none of that name. */
  static Object member(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? Nothing.ABSENT : value;
  }

  /** Reads one value that fills the whole text. */
  static Object parse(byte[] utf8) throws Malformed {
    return parse(decode(utf8));
  }

  /** Reads one value that fills the whole text. */
  static Object parse(String json) throws Malformed {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new Malformed("content after the end" + place(parser));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Malformed("syntax error" + place(e));
    } catch (IOException e) {
      throw new Malformed("unreadable");
    }
  }

  /** Reads what was checked when it was scripted. */
  static Object parseScripted(String json) {
    try {
      return parse(json);
    } catch (Malformed e) {
      throw new IllegalStateException("a script that was checked is malformed", e);
    }
  }

  private static String decode(byte[] utf8) throws Malformed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
  }

  private static Object value(JsonParser parser) throws IOException, Malformed {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new Malformed("empty");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> wellFormed(parser);
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Nothing.NULL;
      default -> throw new Malformed("unexpected token" + place(parser));
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException, Malformed {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = wellFormed(parser);
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException, Malformed {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }

  private static String wellFormed(JsonParser parser) throws IOException, Malformed {
    String text = parser.getText();
    for (int i = 0; i < text.length(); i++) {
      if (JsonEscapes.isLoneSurrogate(text, i)) {
        throw new Malformed("lone surrogate in string" + place(parser));
      }
    }
    return text;
  }

  private static String place(JsonParser parser) {
    return at(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : at(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String at(int line, int column) {
    return ": line " + line + " column " + column;
  }
}
