package dev.tacenda.mask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tacenda.mask.MaskingException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strings of a JSON document as Jackson reads them, with all that a location tells. */
final class JacksonStrings {
  /**
   * A string of a document.
   *
   * @param keys for each step the object key, or the empty string
   * @param indexes for each step the array index, or -1
   * @param types for each step but the last, the first of which leads to the root, the type
   * @param roles and the role of the object that it leads into
   */
  record Place(
      String content,
      boolean key,
      String name,
      List<String> keys,
      List<Integer> indexes,
      List<String> types,
      List<String> roles) {}

  private final List<Found> found = new ArrayList<>();
  private final Deque<Container> open = new ArrayDeque<>();

  private JacksonStrings() {}

  private static final class Container {
    final boolean object;
    boolean typed;
    boolean hasRole;
    String type = "";
    String role = "";
    String key = "";
    int index = -1;

    Container(boolean object) {
      this.object = object;
    }
  }

  /** A string whose document is not read to its end, so types and roles may still come. */
  private record Found(
      String content,
      boolean key,
      List<String> keys,
      List<Integer> indexes,
      List<Container> containers) {
    Place place() {
      return new Place(
          content,
          key,
          name(),
          keys,
          indexes,
          containers.stream().map(container -> container.type).toList(),
          containers.stream().map(container -> container.role).toList());
    }

    private String name() {
      int last = keys.size() - 1;
      boolean element = last >= 0 && indexes.get(last) >= 0;
      int named = element ? last - 1 : last;
      return key || named < 0 ? "" : keys.get(named);
    }
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Returns why a document is refused, or null. */
  static @Nullable Reason refusal(byte[] json, int maxDepth) {
    try {
      read(json, maxDepth);
      return null;
    } catch (StreamConstraintsException e) {
      return Reason.TOO_DEEP;
    } catch (IOException | Refused e) {
      return Reason.MALFORMED_JSON;
    }
  }

  /** Returns the strings of a valid document. */
  static List<Place> of(byte[] json, int maxDepth) {
    try {
      return read(json, maxDepth).stream().map(Found::place).toList();
    } catch (IOException | Refused e) {
      throw new AssertionError(e);
    }
  }

  private static List<Found> read(byte[] json, int maxDepth) throws IOException, Refused {
    requireUtf8(json);
    JacksonStrings strings = new JacksonStrings();
    try (JsonParser parser = factory(maxDepth).createParser(json)) {
      strings.read(parser);
    }
    return strings.found;
  }

  private static void requireUtf8(byte[] json) throws Refused {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      if (text.startsWith("\ufeff") || text.indexOf(0) >= 0) {
        throw new Refused();
      }
    } catch (CharacterCodingException e) {
      throw new Refused();
    }
  }

  private static JsonFactory factory(int maxDepth) {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  private void read(JsonParser parser) throws IOException, Refused {
    boolean done = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (done) {
        throw new Refused();
      }
      read(parser, token);
      done = open.isEmpty();
    }
    if (!done) {
      throw new Refused();
    }
  }

  private void read(JsonParser parser, JsonToken token) throws IOException, Refused {
    Container container = open.peekLast();
    if (token.isStructEnd()) {
      open.removeLast();
    } else if (token == JsonToken.FIELD_NAME && container != null) {
      startMember(container, parser.currentName());
      add(parser.currentName(), true);
    } else {
      if (container != null && !container.object) {
        container.index++;
      }
      startValue(parser, container, token);
    }
  }

  private static void startMember(Container object, String key) throws Refused {
    if (key.equals("type") && object.typed || key.equals("role") && object.hasRole) {
      throw new Refused();
    }
    object.typed |= key.equals("type");
    object.hasRole |= key.equals("role");
    object.key = key;
  }

  private void startValue(JsonParser parser, @Nullable Container container, JsonToken token)
      throws IOException {
    if (token.isStructStart()) {
      open.addLast(new Container(token == JsonToken.START_OBJECT));
    } else if (token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      if (container != null && container.key.equals("type")) {
        container.type = text;
      }
      if (container != null && container.key.equals("role")) {
        container.role = text;
      }
      add(text, false);
    }
  }

  private void add(String content, boolean key) {
    List<Container> containers = List.copyOf(open);
    found.add(
        new Found(
            content,
            key,
            containers.stream().map(container -> container.key).toList(),
            containers.stream().map(container -> container.index).toList(),
            containers));
  }
}
