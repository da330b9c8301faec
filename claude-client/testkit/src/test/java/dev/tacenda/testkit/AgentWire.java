package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a request as they came over the wire, cut into tools, system blocks and the blocks
 * of messages. Only what an agent moves is taken off: markers, and the string that a single text
 * becomes.
 */
final class AgentWire {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}}";

  private AgentWire() {}

  /**
   * Fails unless each request begins with all that the one before it had, byte for byte, and
   * returns how often a new conversation began.
   */
  static int assertPrefixesAreStable(List<RecordedRequest> requests) {
    int begun = 1;
    List<String> head = head(requests.get(0));
    List<String> before = messages(requests.get(0));
    for (RecordedRequest request : requests.subList(1, requests.size())) {
      assertThat(head(request)).as("tools and system of %s", request).isEqualTo(head);
      List<String> now = messages(request);
      if (now.size() < before.size()) {
        begun++;
      } else {
        List<String> beginning = now.subList(0, before.size());
        assertThat(beginning).as("beginning of %s", request).isEqualTo(before);
      }
      before = now;
    }
    return begun;
  }

  /** Tools and system blocks. */
  static List<String> head(RecordedRequest request) {
    List<String> head = new ArrayList<>(items(request.body(), "tools"));
    head.addAll(items(request.body(), "system"));
    return head;
  }

  /** The blocks of all messages, each with the role that says it. */
  static List<String> messages(RecordedRequest request) {
    List<String> blocks = new ArrayList<>();
    for (String message : items(request.body(), "messages")) {
      String role = Json.text(Json.parse(message), "role");
      blocks(message).forEach(block -> blocks.add(role + " " + unmarked(block)));
    }
    return blocks;
  }

  private static List<String> blocks(String message) {
    String only = member(message.getBytes(UTF_8), "content");
    return only.startsWith("\"")
        ? List.of("{\"type\":\"text\",\"text\":" + only + "}")
        : items(message.getBytes(UTF_8), "content");
  }

  private static String unmarked(String block) {
    return block.endsWith(MARK) ? block.substring(0, block.length() - MARK.length()) + "}" : block;
  }

  /** The bytes of each item of an array that is a member of an object. */
  private static List<String> items(byte[] object, String name) {
    List<String> items = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(object)) {
      find(parser, name);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(take(parser, object));
      }
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a member of an object. */
  private static String member(byte[] object, String name) {
    try (JsonParser parser = JSON.createParser(object)) {
      find(parser, name);
      return take(parser, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void find(JsonParser parser, String name) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return;
      }
      parser.skipChildren();
    }
    throw new AssertionError("no " + name);
  }

  private static String take(JsonParser parser, byte[] bytes) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(bytes, from, to - from, UTF_8);
  }
}
