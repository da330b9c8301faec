package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes event streams for tests, and reads them back the slow and obvious way. */
final class SseText {
  private static final JsonFactory JSON = new JsonFactory();

  private final StringBuilder out = new StringBuilder();

  /** An event as a client sees it. */
  record Event(String name, String data) {}

  /** What a client gathers from a stream: text and tool input by index of the block. */
  record Gathered(Map<Integer, String> texts, Map<Integer, String> inputs) {}

  static SseText begin() {
    return new SseText()
        .event(
            "message_start",
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],"
                + "\"usage\":{\"input_tokens\":12,\"cache_read_input_tokens\":7,"
                + "\"output_tokens\":1}}}");
  }

  SseText event(String name, String json) {
    return raw("event: " + name + "\ndata: " + json + "\n\n");
  }

  SseText raw(String text) {
    out.append(text);
    return this;
  }

  SseText start(int index, String block) {
    return event(
        "content_block_start",
        "{\"type\":\"content_block_start\",\"index\":"
            + index
            + ",\"content_block\":"
            + block
            + "}");
  }

  SseText startText(int index) {
    return start(index, "{\"type\":\"text\",\"text\":\"\"}");
  }

  SseText startTool(int index) {
    return start(
        index, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"write\",\"input\":{}}");
  }

  SseText delta(int index, String delta) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}");
  }

  SseText text(int index, String... pieces) {
    for (String piece : pieces) {
      delta(index, "{\"type\":\"text_delta\",\"text\":" + literal(piece) + "}");
    }
    return this;
  }

  SseText input(int index, String... pieces) {
    for (String piece : pieces) {
      delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":" + literal(piece) + "}");
    }
    return this;
  }

  /** More text of an event of a session. */
  SseText sessionText(BlockPlace place, String piece) {
    return event(
        "event_delta",
        "{\"type\":\"event_delta\",\"event_id\":\""
            + place.eventId()
            + "\",\"delta\":{\"type\":\"content_delta\",\"index\":"
            + place.index()
            + ",\"content\":{\"type\":\"text\",\"text\":"
            + literal(piece)
            + "}}}");
  }

  SseText stop(int index) {
    return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
  }

  SseText end() {
    return event(
            "message_delta",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":42}}")
        .event("message_stop", "{\"type\":\"message_stop\"}");
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** JSON string with a hexadecimal escape for every character that is not plain ASCII. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      boolean plain = each >= ' ' && each < 127 && each != '"' && each != '\\';
      if (plain) {
        literal.append(each);
      } else {
        literal.append("\\u").append(Integer.toHexString(0x10000 + each), 1, 5);
      }
    }
    return literal.append('"').toString();
  }

  /** Events of a stream whose lines end with LF only. */
  static List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    for (String block : new String(stream, StandardCharsets.UTF_8).split("\n\n", -1)) {
      String name = "";
      StringBuilder data = new StringBuilder();
      for (String line : block.split("\n", -1)) {
        name = line.startsWith("event: ") ? line.substring(7) : name;
        if (line.startsWith("data: ")) {
          data.append(data.length() == 0 ? "" : "\n").append(line.substring(6));
        }
      }
      if (data.length() > 0) {
        events.add(new Event(name, data.toString()));
      }
    }
    return events;
  }

  static List<String> names(byte[] stream) {
    return events(stream).stream().map(Event::name).toList();
  }

  static Gathered gather(byte[] stream) {
    Gathered all = new Gathered(new TreeMap<>(), new TreeMap<>());
    for (Event event : events(stream)) {
      Map<String, String> members = members(event.data());
      int index = Integer.parseInt(members.getOrDefault("index", "-1"));
      add(all.texts(), index, members, "content_block.text");
      add(all.texts(), index, members, "delta.text");
      add(all.inputs(), index, members, "delta.partial_json");
    }
    return all;
  }

  private static void add(
      Map<Integer, String> texts, int index, Map<String, String> members, String key) {
    if (members.containsKey(key)) {
      texts.merge(index, members.getOrDefault(key, ""), String::concat);
    }
  }

  /** Scalars of a JSON document by their keys, joined by dots. */
  static Map<String, String> members(String json) {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      List<String> path = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
          path.add("");
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
          path.remove(path.size() - 1);
        } else if (token == JsonToken.FIELD_NAME) {
          path.set(path.size() - 1, parser.getText());
        } else {
          members.put(String.join(".", path), parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }
}
