package dev.tacenda.audit.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tacenda.audit.format.LogLine.BodyRef;
import dev.tacenda.audit.format.LogLine.Chunk;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.note.NoteKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that {@link LineWriter} writes, and nothing else: what comes first in a line
 * stands in a fixed order, so there is one way to read it. Has no state.
 */
public final class LineParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(20)
                  .maxStringLength(1024)
                  .maxNameLength(256)
                  .maxDocumentLength(LineFormat.MAX_LINE_BYTES)
                  .build())
          .build();

  private LineParser() {}

  /**
   * Returns the line in the first {@code length} bytes of {@code buffer}, whose check sum was found
   * to be right, or nothing if it is none of this format.
   */
  public static Optional<LogLine> parse(byte[] buffer, int length) {
    LineCursor cursor = new LineCursor(buffer, length - LineFormat.TRAILER_BYTES);
    try {
      cursor.skip(LineFormat.LINE_START);
      return Optional.of(read(cursor, buffer, length));
    } catch (IllegalArgumentException | IOException e) {
      // The source is an array, so this is always about its content.
      return Optional.empty();
    }
  }

  private static LogLine read(LineCursor cursor, byte[] buffer, int length) throws IOException {
    if (cursor.skipIf("chain\":\"")) {
      return entry(cursor, buffer, length);
    }
    if (cursor.skipIf("chunk\":\"")) {
      return chunk(cursor);
    }
    if (cursor.skipIf("note\":\"")) {
      byte[] note = cursor.escaped();
      cursor.skip("\",\"after\":");
      return cursor.atEnd(new Note(note, cursor.number()));
    }
    cursor.skip("writer\":\"");
    return header(cursor);
  }

  private static LogLine header(LineCursor cursor) {
    String writer = cursor.text(64);
    cursor.skip("\",\"segment\":");
    int segment = Math.toIntExact(cursor.number());
    cursor.skip(",\"first\":");
    long first = cursor.number();
    cursor.skip(",\"prev\":\"");
    String prev = cursor.hex(64);
    cursor.skip("\",\"time\":\"");
    String time = cursor.text(40);
    cursor.skip("\",\"start\":\"");
    Start start = start(cursor.text(16));
    cursor.skip("\"");
    Optional<NoteKey> key = Optional.empty();
    if (start.hasKey()) {
      cursor.skip(",\"key\":\"");
      key = Optional.of(NoteKey.parse(cursor.text(512)));
      cursor.skip("\"");
    }
    return cursor.atEnd(new Header(writer, segment, first, prev, time, start, key));
  }

  private static Start start(String wireName) {
    for (Start start : Start.values()) {
      if (start.wireName().equals(wireName)) {
        return start;
      }
    }
    throw new IllegalArgumentException("no reason to start a segment");
  }

  private static LogLine chunk(LineCursor cursor) {
    String id = cursor.hex(64);
    cursor.skip("\",\"");
    byte[] data;
    if (cursor.skipIf("text\":\"")) {
      data = cursor.escaped();
      if (!JsonBytes.isUtf8(data)) {
        throw new IllegalArgumentException("text that is not UTF-8");
      }
    } else {
      cursor.skip("base64\":\"");
      data = Base64.getDecoder().decode(cursor.bytes());
    }
    cursor.skip("\"");
    if (data.length > LineFormat.MAX_CHUNK_BYTES) {
      throw new IllegalArgumentException("a chunk that is too long");
    }
    return cursor.atEnd(new Chunk(id, data));
  }

  private static LogLine entry(LineCursor cursor, byte[] buffer, int length) throws IOException {
    String chain = cursor.hex(LineFormat.CHAIN_DIGITS);
    cursor.skip("\",\"seq\":");
    long seq = cursor.number();
    cursor.skip(",\"prev\":\"");
    String prev = cursor.hex(64);
    cursor.skip("\",\"after\":");
    long after = cursor.number();
    cursor.skip(",\"kind\":\"");
    String kind = cursor.text(64);
    cursor.skip("\",\"time\":\"");
    String time = cursor.text(40);
    cursor.skip("\",\"session\":\"");
    String session = uuid(cursor.text(36));
    cursor.skip("\"");
    Members members = Members.read(buffer, length);
    return new Entry(
        chain, seq, prev, after, kind, time, session, members.reason, members.bodyRef());
  }

  private static String uuid(String text) {
    if (!LineFormat.isUuid(text)) {
      throw new IllegalArgumentException("a UUID was expected");
    }
    return text;
  }

  /** What else of a record a check needs; reading it checks that the line is JSON. */
  private static final class Members {
    private @Nullable String reason;
    private long bytes = -1;
    private String sha256 = "";
    private int depth;
    private final List<String> chunks = new ArrayList<>();

    static Members read(byte[] buffer, int length) throws IOException {
      Members members = new Members();
      try (JsonParser json = FACTORY.createParser(buffer, 0, length)) {
        json.nextToken();
        MemberNames names = new MemberNames();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          names.add(json, name);
          members.take(name, json.nextToken(), json);
        }
        if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
          throw new JsonParseException(json, "not one object");
        }
      }
      return members;
    }

    private void take(String name, JsonToken value, JsonParser json) throws IOException {
      switch (name) {
        case "reason" -> reason = string(json, value);
        case "body" -> takeBody(json, value);
        case "depth" -> depth = Math.toIntExact(number(json, value));
        case "chunks" -> takeChunks(json, value);
        // Later versions may say more; the chain covers it.
        default -> MemberNames.skip(json, value);
      }
    }

    private void takeBody(JsonParser json, JsonToken value) throws IOException {
      expect(json, value, JsonToken.START_OBJECT);
      MemberNames names = new MemberNames();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        names.add(json, name);
        JsonToken part = json.nextToken();
        switch (name) {
          case "bytes" -> bytes = number(json, part);
          case "sha256" -> sha256 = string(json, part);
          default -> MemberNames.skip(json, part);
        }
      }
    }

    private void takeChunks(JsonParser json, JsonToken value) throws IOException {
      expect(json, value, JsonToken.START_ARRAY);
      for (JsonToken id = json.nextToken(); id != JsonToken.END_ARRAY; id = json.nextToken()) {
        chunks.add(string(json, id));
      }
    }

    @Nullable BodyRef bodyRef() {
      if (bytes < 0 && sha256.isEmpty() && chunks.isEmpty()) {
        return null;
      }
      boolean ids = chunks.stream().allMatch(id -> LineFormat.isHex(id, 64));
      boolean few = chunks.size() <= LineFormat.MAX_CHUNK_IDS && depth >= 0 && depth <= 8;
      if (bytes < 0 || !LineFormat.isHex(sha256, 64) || !ids || !few) {
        throw new IllegalArgumentException("a body that cannot be");
      }
      return new BodyRef(bytes, sha256, depth, chunks);
    }

    private static String string(JsonParser json, JsonToken value) throws IOException {
      expect(json, value, JsonToken.VALUE_STRING);
      return json.getText();
    }

    private static long number(JsonParser json, JsonToken value) throws IOException {
      expect(json, value, JsonToken.VALUE_NUMBER_INT);
      return json.getLongValue();
    }

    private static void expect(JsonParser json, @Nullable JsonToken actual, JsonToken expected)
        throws IOException {
      if (actual != expected) {
        throw new JsonParseException(json, "unexpected token");
      }
    }
  }
}
