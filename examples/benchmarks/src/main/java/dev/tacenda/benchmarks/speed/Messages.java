package dev.tacenda.benchmarks.speed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Writes requests of the Messages API: one text block in each message, roles taking turns. */
final class Messages {
  private static final JsonFactory JSON = new JsonFactory();

  /** About what one message takes besides its text. */
  static final int OVERHEAD = 62;

  private Messages() {}

  static byte[] of(List<String> texts) throws IOException {
    return withCacheMarker(texts, -1);
  }

  /** Returns a request whose block {@code cached} carries the cache marker; -1 is none. */
  static byte[] withCacheMarker(List<String> texts, int cached) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("model", "claude-opus-4-5");
      json.writeNumberField("max_tokens", 1024);
      json.writeArrayFieldStart("messages");
      for (int i = 0; i < texts.size(); i++) {
        writeMessage(json, i % 2 == 0 ? "user" : "assistant", texts.get(i), i == cached);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeMessage(JsonGenerator json, String role, String text, boolean cached)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("role", role);
    json.writeArrayFieldStart("content");
    json.writeStartObject();
    json.writeStringField("type", "text");
    json.writeStringField("text", text);
    if (cached) {
      json.writeObjectFieldStart("cache_control");
      json.writeStringField("type", "ephemeral");
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Returns the bytes that {@code text} takes in a JSON string. */
  static long escapedLength(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += escapedLength(text.charAt(i));
    }
    return length;
  }

  private static int escapedLength(char c) {
    if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
      return 2;
    }
    if (c < ' ') {
      return 6;
    }
    return utf8Length(c);
  }

  /** Returns the bytes that {@code text} takes in UTF-8. */
  static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += utf8Length(text.charAt(i));
    }
    return length;
  }

  /** Half of a surrogate pair takes half of its four bytes. */
  private static int utf8Length(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
