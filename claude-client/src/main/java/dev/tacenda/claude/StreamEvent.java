package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the data of a stream event says: enough to know which content block it is about and where
 * its text stands. Immutable; its array is not copied.
 */
final class StreamEvent {
  private static final Set<String> USAGE = Set.of("usage", "message.usage");
  private static final Set<String> PLAIN_KEYS =
      Set.of("type", "index", "event_id", "delta.type", "delta.index", "delta.content.type");

  /** As many keys lead to what is wanted of a string, at most. */
  private static final int MAX_KEYS = 3;

  private final byte[] data;
  private final Map<String, Text> strings;
  private final TokenUsage usage;
  private final int index;
  private final int deltaIndex;
  private final Set<String> keys;

  /**
   * A string of the event.
   *
   * @param value what it says
   * @param start its opening quote in the data
   */
  record Text(String value, int start) {}

  private StreamEvent(byte[] data, Reader reader) {
    this.data = data;
    this.strings = Map.copyOf(reader.strings);
    this.usage = reader.usage;
    this.index = reader.index;
    this.deltaIndex = reader.deltaIndex;
    this.keys = Set.copyOf(reader.keys);
  }

  /**
   * Reads the data of an event whose message used {@code usage} so far, or returns nothing if it is
   * not one JSON document without doubled keys.
   */
  static Optional<StreamEvent> read(byte[] data, TokenUsage usage) {
    try (JsonParser parser = Json.parser(data)) {
      Reader reader = new Reader(parser, usage);
      while (parser.nextToken() != null) {
        reader.token(parser.currentToken());
      }
      return reader.roots == 1 ? Optional.of(new StreamEvent(data, reader)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the data that was read. */
  byte[] data() {
    return data;
  }

  /** Returns the member {@code type} of the event, or the empty string. */
  String type() {
    return value("type");
  }

  /** Returns the string at {@code path}, one to three keys joined by dots, or the empty string. */
  String value(String path) {
    Text text = strings.get(path);
    return text == null ? "" : text.value();
  }

  /** Returns true if there is a string at {@code path}. */
  boolean has(String path) {
    return strings.containsKey(path);
  }

  /** Returns the index of the content block, or -1 if there is none. */
  int index() {
    return index;
  }

  /** Returns the index inside the delta of an event of a session, or -1 if there is none. */
  int deltaIndex() {
    return deltaIndex;
  }

  /** Returns true if this is a delta without members but those that say where, and {@code path}. */
  boolean isOnly(String path) {
    return keys.stream()
        .allMatch(
            key -> key.equals(path) || PLAIN_KEYS.contains(key) || path.startsWith(key + "."));
  }

  /** Returns the tokens that the message used as far as is known now. */
  TokenUsage usage() {
    return usage;
  }

  /** Returns the data with another text at {@code path}, where there is a string. */
  byte[] with(String path, String value) {
    Text text = strings.get(path);
    if (text == null || text.value().equals(value)) {
      return data;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + value.length());
    out.write(data, 0, text.start());
    out.writeBytes(JsonLiteral.of(value));
    int end = endOfString(text.start());
    out.write(data, end, data.length - end);
    return out.toByteArray();
  }

  private int endOfString(int start) {
    int at = start + 1;
    while (data[at] != '"') {
      at += data[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Collects what is wanted from the tokens of a document. */
  private static final class Reader {
    private final JsonParser parser;
    private final Map<String, Text> strings = new HashMap<>();
    private TokenUsage usage;
    private int index = -1;
    private int deltaIndex = -1;
    private final Set<String> keys = new HashSet<>();
    private int roots;

    Reader(JsonParser parser, TokenUsage usage) {
      this.parser = parser;
      this.usage = usage;
    }

    void token(JsonToken token) throws IOException {
      JsonStreamContext context = parser.getParsingContext();
      if (context.inRoot()) {
        roots++;
      }
      switch (token) {
        case FIELD_NAME -> keys.add(path(context));
        case VALUE_STRING -> string(path(context));
        case VALUE_NUMBER_INT -> number(context);
        default -> {}
      }
    }

    private void string(String path) throws IOException {
      if (path.isEmpty()) {
        parser.finishToken();
        return;
      }
      int start = (int) parser.currentTokenLocation().getByteOffset();
      strings.put(path, new Text(parser.getText(), start));
    }

    private void number(JsonStreamContext context) throws IOException {
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return;
      }
      long value = parser.getLongValue();
      if (value >= 0 && value <= Integer.MAX_VALUE) {
        switch (path(context)) {
          case "index" -> index = (int) value;
          case "delta.index" -> deltaIndex = (int) value;
          default -> {}
        }
      }
      if (context.inObject() && USAGE.contains(path(context.getParent()))) {
        usage = usage.with(context.getCurrentName(), value);
      }
    }

    /** Returns up to three keys joined by dots, or the empty string for all other places. */
    private static String path(JsonStreamContext context) {
      int depth = context.getNestingDepth();
      String name = context.getCurrentName();
      if (!context.inObject() || name == null || name.indexOf('.') >= 0 || depth > MAX_KEYS) {
        return "";
      }
      if (depth == 1) {
        return name;
      }
      String parent = path(context.getParent());
      return parent.isEmpty() ? "" : parent + "." + name;
    }
  }
}
