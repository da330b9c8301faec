package dev.tacenda.mask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tacenda.mask.MaskingException.Reason;
import dev.tacenda.mask.internal.ByteSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a JSON document, keys included, by their place in its bytes. Jackson checks that
 * the document is strict JSON (RFC 8259) and tells its structure; the places come from the quotes
 * themselves, which in a valid document stand nowhere but around strings. Immutable.
 */
@TrustedCode("Every string of the document is listed, with the location it really has.")
final class JsonStrings {
  private final byte[] json;
  private final List<JsonString> strings = new ArrayList<>();
  private int cursor;

  private JsonStrings(byte[] json) {
    this.json = json;
  }

  /**
   * Reads {@code json}.
   *
   * @throws MaskingException if it is not strict JSON in UTF-8, has more than one root value, nests
   *     deeper than {@code limits} allow, or an object has two members {@code type}
   */
  static List<JsonString> of(byte[] json, Limits limits) {
    int invalid = Utf8.firstInvalid(json);
    if (invalid >= 0) {
      throw new MaskingException(Reason.MALFORMED_JSON, "not UTF-8 at byte " + invalid);
    }
    if (json.length >= 3
        && json[0] == (byte) 0xef
        && json[1] == (byte) 0xbb
        && json[2] == (byte) 0xbf) {
      // RFC 8259 forbids writing a byte order mark, and readers differ in what they make of it.
      throw malformed("starts with a byte order mark");
    }
    JsonStrings reader = new JsonStrings(json);
    try (JsonParser parser = factory(limits).createParser(json)) {
      reader.read(parser);
    } catch (StreamConstraintsException e) {
      throw new MaskingException(
          Reason.TOO_DEEP, "nested deeper than maxDepth=" + limits.maxDepth());
    } catch (IOException e) {
      // The parser's message quotes the input, so it must not be passed on.
      throw new MaskingException(Reason.MALFORMED_JSON, "not strict JSON");
    }
    return reader.strings;
  }

  private static JsonFactory factory(Limits limits) {
    return JsonFactory.builder()
        // Keys are traffic: they must not live on in the JVM's string pool. Those of one document
        // are kept in a table of the factory, which is gone with it; without that table Jackson
        // reads bytes as characters first, which takes twice as long.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth())
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  private void read(JsonParser parser) throws IOException {
    @Nullable JsonNode container = null;
    boolean done = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (done) {
        throw malformed("more than one root value");
      }
      if (token.isStructStart()) {
        container = open(container, token == JsonToken.START_OBJECT);
      } else if (token.isStructEnd() && container != null) {
        container = container.parent();
      } else if (token == JsonToken.FIELD_NAME && container != null) {
        startMember(container, parser.currentName());
        add(container, true);
      } else {
        value(parser, container, token);
      }
      done = container == null;
    }
    if (!done) {
      throw malformed("empty or cut off");
    }
  }

  private static JsonNode open(@Nullable JsonNode parent, boolean object) {
    if (parent != null && parent.isArray()) {
      parent.nextIndex();
    }
    return new JsonNode(parent, object);
  }

  private void value(JsonParser parser, @Nullable JsonNode container, JsonToken token)
      throws IOException {
    if (container != null && container.isArray()) {
      container.nextIndex();
    }
    if (token != JsonToken.VALUE_STRING) {
      return;
    }
    if (container != null && container.atKey("type")) {
      container.setType(parser.getText());
    }
    if (container != null && container.atKey("role")) {
      container.setRole(parser.getText());
    }
    add(container, false);
  }

  private static void startMember(JsonNode object, String key) {
    object.nextKey(key);
    if (object.atKey("type") && !object.isFirstType()) {
      throw malformed("two members 'type' in one object");
    }
    if (object.atKey("role") && !object.isFirstRole()) {
      throw malformed("two members 'role' in one object");
    }
  }

  private void add(@Nullable JsonNode container, boolean key) {
    int start = Bytes.indexOf(json, cursor, json.length, (byte) '"') + 1;
    int end = start;
    boolean escaped = false;
    // The parser checks a string only when it moves past it, so this one may not end.
    end = ByteSearch.indexOf(json, end, json.length, (byte) '"', (byte) '\\');
    while (end >= 0 && json[end] != '"') {
      escaped = true;
      end = ByteSearch.indexOf(json, end + 2, json.length, (byte) '"', (byte) '\\');
    }
    if (end < 0) {
      throw malformed("cut off in a string");
    }
    cursor = end + 1;
    strings.add(JsonString.of(container, start, end, escaped, key));
  }

  private static MaskingException malformed(String problem) {
    return new MaskingException(Reason.MALFORMED_JSON, problem);
  }
}
