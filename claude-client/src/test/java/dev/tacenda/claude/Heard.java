package dev.tacenda.claude;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client hears of a stream, read the slow and obvious way: the text and the tool input of
 * each block, however they were cut, and all other events as they stand, without pings.
 *
 * @param texts by the id of the event of a session, if there is one, and the index
 * @param inputs likewise
 */
record Heard(Map<String, String> texts, Map<String, String> inputs, List<String> others) {

  static Heard of(byte[] stream) {
    Heard heard = new Heard(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    String lines =
        new String(stream, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    for (String event : lines.split("\n\n", -1)) {
      heard.event(event);
    }
    return heard;
  }

  private void event(String event) {
    StringBuilder data = new StringBuilder();
    for (String line : event.split("\n", -1)) {
      if (line.startsWith("data:")) {
        data.append(data.length() == 0 ? "" : "\n").append(line.substring(5).strip());
      }
    }
    Map<String, String> members = members(data.toString());
    String place =
        members.getOrDefault("event_id", "")
            + "/"
            + members.getOrDefault("index", members.getOrDefault("delta.index", ""));
    switch (members.getOrDefault("delta.type", "")) {
      case "text_delta" -> add(texts, place, members, "delta.text");
      case "input_json_delta" -> add(inputs, place, members, "delta.partial_json");
      case "content_delta" -> add(texts, place, members, "delta.content.text");
      default -> other(event, members);
    }
  }

  private void other(String event, Map<String, String> members) {
    if (!event.isEmpty() && !members.getOrDefault("type", "").equals("ping")) {
      others.add(event);
    }
  }

  private static void add(
      Map<String, String> all, String place, Map<String, String> members, String key) {
    all.merge(place, members.getOrDefault(key, ""), String::concat);
  }

  private static Map<String, String> members(String data) {
    if (!data.startsWith("{")) {
      return Map.of();
    }
    try {
      return SseText.members(data);
    } catch (UncheckedIOException e) {
      return Map.of();
    }
  }

  /** Returns all that was said, with the escapes of JSON undone, again and again. */
  String unescaped() {
    String all = texts + "\n" + inputs + "\n" + others;
    for (int round = 0; round < 3; round++) {
      all = unescaped(all);
    }
    return all;
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      boolean unicode = text.startsWith("\\u", at) && at + 6 <= text.length();
      if (unicode) {
        out.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
      } else {
        out.append(text.charAt(at));
      }
      at += unicode ? 6 : 1;
    }
    return out.toString().replace("\\n", "\n").replace("\\/", "/").replace("\\\"", "\"");
  }
}
