package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the message of a stream together the slow and obvious way, to compare with what the SDKs
 * make of it. Events it does not know are ignored, as they do.
 */
final class StreamedMessage {
  static final JsonMapper JSON = new JsonMapper();

  private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
  private final Map<Integer, StringBuilder> inputs = new TreeMap<>();
  private ObjectNode message = JSON.createObjectNode();

  static JsonNode of(byte[] stream) throws JsonProcessingException {
    StreamedMessage streamed = new StreamedMessage();
    String lines =
        new String(stream, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    for (SseText.Event each : SseText.events(lines.getBytes(StandardCharsets.UTF_8))) {
      if (each.data().startsWith("{")) {
        streamed.event(JSON.readTree(each.data()));
      }
    }
    return streamed.message();
  }

  private void event(JsonNode event) {
    int index = event.path("index").asInt();
    switch (event.path("type").asText()) {
      case "message_start" -> message = event.path("message").deepCopy();
      case "content_block_start" -> blocks.put(index, event.path("content_block").deepCopy());
      case "content_block_delta" -> delta(index, event.path("delta"));
      case "message_delta" -> message.setAll((ObjectNode) event.path("delta").deepCopy());
      default -> {}
    }
  }

  private void delta(int index, JsonNode delta) {
    ObjectNode block = blocks.getOrDefault(index, JSON.createObjectNode());
    switch (delta.path("type").asText()) {
      case "text_delta" -> append(block, "text", delta);
      case "thinking_delta" -> append(block, "thinking", delta);
      case "signature_delta" -> block.set("signature", delta.path("signature"));
      case "citations_delta" -> block.withArray("citations").add(delta.path("citation"));
      case "input_json_delta" ->
          inputs
              .computeIfAbsent(index, each -> new StringBuilder())
              .append(delta.path("partial_json").asText());
      default -> {}
    }
  }

  private static void append(ObjectNode block, String key, JsonNode delta) {
    block.put(key, block.path(key).asText() + delta.path(key).asText());
  }

  private JsonNode message() throws JsonProcessingException {
    for (Map.Entry<Integer, StringBuilder> each : inputs.entrySet()) {
      String json = each.getValue().toString();
      ObjectNode block = blocks.getOrDefault(each.getKey(), JSON.createObjectNode());
      block.set("input", JSON.readTree(json.isEmpty() ? "{}" : json));
    }
    ArrayNode content = JSON.createArrayNode();
    blocks.values().forEach(content::add);
    message.set("content", content);
    return message;
  }
}
