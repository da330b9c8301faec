package dev.tacenda.claude;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Which content block of a stream: one of the message that the stream is about, or one of an event
 * of a session, which has an id. Ordered by event and index.
 *
 * @param eventId the event; empty in a stream about one message
 * @param index the block of the message or event, 0 or more
 */
record BlockPlace(String eventId, int index) implements Comparable<BlockPlace> {
  private static final Comparator<BlockPlace> ORDER =
      Comparator.comparing(BlockPlace::eventId).thenComparingInt(BlockPlace::index);

  /** A block of the message that the stream is about. */
  static BlockPlace ofMessage(int index) {
    return new BlockPlace("", index);
  }

  @Override
  public int compareTo(BlockPlace other) {
    return ORDER.compare(this, other);
  }

  /** Returns the event that carries more text of the block. */
  byte[] textEvent(String text) {
    // Not String.format: it writes numbers the way the default locale does.
    if (eventId.isEmpty()) {
      return delta("text_delta", "text", text);
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(ascii("{\"type\":\"event_delta\",\"event_id\":"));
    data.writeBytes(JsonLiteral.of(eventId));
    data.writeBytes(ascii(",\"delta\":{\"type\":\"content_delta\",\"index\":" + index));
    data.writeBytes(ascii(",\"content\":{\"type\":\"text\",\"text\":"));
    data.writeBytes(JsonLiteral.of(text));
    data.writeBytes(ascii("}}}"));
    return SseEvent.of("event_delta", data.toByteArray());
  }

  /** Returns the event that carries more tool input of the block. */
  byte[] inputEvent(String partialJson) {
    return delta("input_json_delta", "partial_json", partialJson);
  }

  private byte[] delta(String type, String key, String value) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(ascii("{\"type\":\"content_block_delta\",\"index\":" + index));
    data.writeBytes(ascii(",\"delta\":{\"type\":\"" + type + "\",\"" + key + "\":"));
    data.writeBytes(JsonLiteral.of(value));
    data.writeBytes(ascii("}}"));
    return SseEvent.of("content_block_delta", data.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
