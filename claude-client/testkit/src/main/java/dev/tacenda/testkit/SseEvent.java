package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;

/** One server-sent event as Claude writes it: an event line, one line of data, an empty line. */
record SseEvent(String type, String data) {

  SseEvent {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("data of a " + type + " event must be one line");
    }
  }

  byte[] toBytes() {
    return ("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SseEvent{" + type + "}";
  }
}
