package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a streamed message together as the clients do, and checks the grammar of claude-api.md
 * section 4.1 on the way. Written against the grammar, not against FakeClaude's writer.
 */
final class Accumulator {

  final List<String> types = new ArrayList<>();
  final List<StringBuilder> blocks = new ArrayList<>();
  final List<String> blockTypes = new ArrayList<>();
  String stopReason = "";
  String error = "";
  private boolean open;

  static Accumulator of(byte[] stream) {
    Accumulator result = new Accumulator();
    String text = new String(stream, StandardCharsets.UTF_8);
    String[] events = text.split("\n\n", -1);
    for (int i = 0; i < events.length - 1; i++) {
      result.event(events[i]);
    }
    assertThat(events[events.length - 1]).as("rest after the last event").isEmpty();
    return result;
  }

  private void event(String event) {
    String[] lines = event.split("\n", -1);
    assertThat(lines).as("an event line and one line of data").hasSize(2);
    assertThat(lines[0]).startsWith("event: ");
    assertThat(lines[1]).startsWith("data: ");
    String type = lines[0].substring("event: ".length());
    // Deltas may hold half a surrogate pair, which the strict reader refuses: loosen it.
    Object data = LooseJson.parse(lines[1].substring("data: ".length()));
    assertThat(Json.text(data, "type")).isEqualTo(type);
    types.add(type);
    accept(type, data);
  }

  private void accept(String type, Object data) {
    switch (type) {
      case "message_start" -> assertThat(Json.at(data, "message", "content")).isEqualTo(List.of());
      case "content_block_start" -> start(data);
      case "content_block_delta" -> delta(data);
      case "content_block_stop" -> stop(data);
      case "message_delta" -> stopReason = Json.text(data, "delta", "stop_reason");
      case "error" -> error = Json.text(data, "error", "type");
      case "ping", "message_stop" -> {}
      default -> throw new AssertionError("unknown event " + type);
    }
  }

  private void start(Object data) {
    assertThat(open).as("one block at a time").isFalse();
    assertThat(Json.number(data, "index")).isEqualTo(blocks.size());
    blocks.add(new StringBuilder());
    blockTypes.add(Json.text(data, "content_block", "type"));
    open = true;
  }

  private void delta(Object data) {
    assertThat(open).isTrue();
    assertThat(Json.number(data, "index")).isEqualTo(blocks.size() - 1);
    String type = Json.text(data, "delta", "type");
    String member =
        switch (type) {
          case "text_delta" -> "text";
          case "input_json_delta" -> "partial_json";
          case "thinking_delta" -> "thinking";
          case "signature_delta" -> "signature";
          default -> throw new AssertionError("unknown delta " + type);
        };
    if (!member.equals("signature")) {
      blocks.get(blocks.size() - 1).append(Json.text(data, "delta", member));
    }
  }

  private void stop(Object data) {
    assertThat(Json.number(data, "index")).isEqualTo(blocks.size() - 1);
    open = false;
  }

  String block(int index) {
    return blocks.get(index).toString();
  }
}
