package dev.tacenda.benchmarks.accuracy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One object of a file of JSON lines. Members that are null count as absent. */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Map<?, ?> members;

  private Json(Map<?, ?> members) {
    this.members = members;
  }

  /** Takes one object of a file. */
  interface Sink {
    void accept(Json object) throws IOException;
  }

  /** Reads a file of JSON lines; blank ones have no object. */
  static void read(Path file, Sink sink) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          sink.accept(parse(line));
        }
      }
    }
  }

  static Json parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return new Json((Map<?, ?>) Objects.requireNonNull(value(parser)));
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  String text(String name) {
    return (String) Objects.requireNonNull(members.get(name), name);
  }

  String textOr(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  int number(String name) {
    return ((Long) Objects.requireNonNull(members.get(name), name)).intValue();
  }

  boolean isTrue(String name) {
    return has(name) && members.get(name) instanceof Boolean flag && flag;
  }

  /** Returns the elements of an array; none if it is not there. */
  List<?> list(String name) {
    Object value = members.get(name);
    return value == null ? List.of() : (List<?>) value;
  }

  List<String> texts(String name) {
    return strings(list(name));
  }

  static List<String> strings(List<?> elements) {
    return elements.stream().map(String.class::cast).toList();
  }
}
