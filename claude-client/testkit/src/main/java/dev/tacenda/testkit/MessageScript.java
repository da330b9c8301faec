package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.List;

/** Writes a message in both forms: whole, and as the events of a stream. */
final class MessageScript {

  private static final JsonEscapes PLAIN = JsonEscapes.MINIMAL;

  private final List<ContentBlock> blocks;
  private final ReplyContext context;
  private final JsonEscapes escapes;
  private final String stopReason;

  MessageScript(
      List<ContentBlock> blocks, ReplyContext context, JsonEscapes escapes, String stopReason) {
    this.blocks = context.sealer().seal(blocks, context::toolUseId);
    this.context = context;
    this.escapes = escapes;
    this.stopReason = stopReason.isEmpty() ? reasonOf(blocks) : stopReason;
  }

  private static String reasonOf(List<ContentBlock> blocks) {
    boolean tool = blocks.stream().anyMatch(ContentBlock.ToolUse.class::isInstance);
    return tool ? "tool_use" : "end_turn";
  }

  String whole() {
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      content.append(i == 0 ? "" : ",");
      content.append(blocks.get(i).whole(escapes, context.toolUseId(i)));
    }
    return message(content.toString(), PLAIN.quote(stopReason), outputTokens());
  }

  List<SseEvent> events(int deltaSize) {
    List<SseEvent> events = new ArrayList<>();
    String start = message("", "null", 1);
    events.add(
        new SseEvent("message_start", "{\"type\":\"message_start\",\"message\":" + start + "}"));
    events.add(new SseEvent("ping", "{\"type\":\"ping\"}"));
    for (int i = 0; i < blocks.size(); i++) {
      addBlock(events, i, deltaSize);
    }
    events.add(new SseEvent("message_delta", messageDelta()));
    events.add(new SseEvent("message_stop", "{\"type\":\"message_stop\"}"));
    return events;
  }

  private void addBlock(List<SseEvent> events, int i, int deltaSize) {
    ContentBlock block = blocks.get(i);
    String opening = block.opening(escapes, context.toolUseId(i));
    events.add(event("content_block_start", i, ",\"content_block\":" + opening));
    for (String delta : block.deltas(escapes, deltaSize)) {
      events.add(event("content_block_delta", i, ",\"delta\":" + delta));
    }
    events.add(event("content_block_stop", i, ""));
  }

  private static SseEvent event(String type, int index, String rest) {
    return new SseEvent(type, "{\"type\":\"" + type + "\",\"index\":" + index + rest + "}");
  }

  private String messageDelta() {
    return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
        + PLAIN.quote(stopReason)
        + ",\"stop_sequence\":null},\"usage\":{\"output_tokens\":"
        + outputTokens()
        + "}}";
  }

  private String message(String content, String stopReasonJson, int outputTokens) {
    return "{\"id\":"
        + PLAIN.quote(context.messageId())
        + ",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
        + PLAIN.quote(context.model())
        + ",\"content\":["
        + content
        + "],\"stop_reason\":"
        + stopReasonJson
        + ",\"stop_sequence\":null"
        + transformations()
        + ",\"usage\":{"
        + context.usage().json()
        + ",\"output_tokens\":"
        + outputTokens
        + ",\"service_tier\":\"standard\"}}";
  }

  private String transformations() {
    StringBuilder list = new StringBuilder();
    for (SealChecks.Dropped dropped : context.dropped()) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"type\":\"drop_block\",\"path\":")
          .append(PLAIN.quote(dropped.place()))
          .append(",\"reason\":\"prefix_mismatch\"}");
    }
    return list.isEmpty() ? "" : ",\"input_transformations\":[" + list + "]";
  }

  /** A count that repeats; real tokens are not counted. */
  private int outputTokens() {
    int units = 0;
    for (ContentBlock block : blocks) {
      units += block.whole(PLAIN, "").length();
    }
    return Math.max(1, units / 4);
  }
}
