package dev.tacenda.benchmarks.speed;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers of the Messages API as server-sent events. */
final class EventStream {
  private static final String START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"claude-opus-4-5","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":1,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      """;

  private static final String END =
      """
      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
      "usage":{"output_tokens":1}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private EventStream() {}

  /** Returns one text block in as many deltas. */
  static byte[] of(List<String> deltas) {
    StringBuilder out = new StringBuilder(START);
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    for (String delta : deltas) {
      out.append("event: content_block_delta\n");
      out.append("data: {\"type\":\"content_block_delta\",\"index\":0,");
      out.append("\"delta\":{\"type\":\"text_delta\",\"text\":\"");
      encoder.quoteAsString(delta, out);
      out.append("\"}}\n\n");
    }
    return out.append(END).toString().getBytes(StandardCharsets.UTF_8);
  }
}
