package dev.tacenda.audit.format;

import dev.tacenda.audit.format.LogLine.Header;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/** Spells the lines of a log, each without its line feed. Has no state. */
public final class LineWriter {
  private LineWriter() {}

  /** Returns the first line of a segment. */
  public static byte[] header(Header header) {
    String key = header.key().map(k -> ",\"key\":\"" + k + "\"").orElse("");
    return seal(
        start(
            "writer\":\""
                + header.writer()
                + "\",\"segment\":"
                + header.segment()
                + ",\"first\":"
                + header.first()
                + ",\"prev\":\""
                + header.prev()
                + "\",\"time\":\""
                + header.time()
                + "\",\"start\":\""
                + header.start().wireName()
                + "\""
                + key));
  }

  /** Returns the line of a chunk: as text if it is UTF-8, so that it can be searched. */
  public static byte[] chunk(String id, byte[] data) {
    ByteArrayOutputStream line = start("chunk\":\"" + id + "\",\"");
    if (JsonBytes.isUtf8(data)) {
      line.writeBytes(LineFormat.ascii("text\":\""));
      JsonBytes.escape(data, line);
    } else {
      line.writeBytes(LineFormat.ascii("base64\":\""));
      line.writeBytes(Base64.getEncoder().encode(data));
    }
    line.write('"');
    return seal(line);
  }

  /** Returns the line of a signed checkpoint. */
  public static byte[] note(byte[] note, long after) {
    ByteArrayOutputStream line = start("note\":\"");
    JsonBytes.escape(note, line);
    line.writeBytes(LineFormat.ascii("\",\"after\":" + after));
    return seal(line);
  }

  /**
   * Returns the line of a record.
   *
   * @param members the record's own members, the first of which is {@code kind}
   * @param depth how many layers of lists {@code chunks} stands above the body
   * @param chunks the ids of the body's chunks; none if it is not kept
   */
  public static byte[] entry(
      String chain,
      long seq,
      String prev,
      long after,
      byte[] members,
      int depth,
      List<String> chunks) {
    ByteArrayOutputStream line =
        start(
            "chain\":\""
                + chain
                + "\",\"seq\":"
                + seq
                + ",\"prev\":\""
                + prev
                + "\",\"after\":"
                + after
                + ",");
    line.writeBytes(members);
    if (!chunks.isEmpty()) {
      String ids = "[\"" + String.join("\",\"", chunks) + "\"]";
      line.writeBytes(LineFormat.ascii(",\"depth\":" + depth + ",\"chunks\":" + ids));
    }
    return seal(line);
  }

  private static ByteArrayOutputStream start(String ascii) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(ascii.length() + 1024);
    line.writeBytes(LineFormat.LINE_START);
    line.writeBytes(LineFormat.ascii(ascii));
    return line;
  }

  private static byte[] seal(ByteArrayOutputStream line) {
    byte[] covered = line.toByteArray();
    line.writeBytes(LineFormat.CRC_START);
    line.writeBytes(LineFormat.crc(covered, covered.length));
    line.writeBytes(LineFormat.LINE_END);
    return line.toByteArray();
  }
}
