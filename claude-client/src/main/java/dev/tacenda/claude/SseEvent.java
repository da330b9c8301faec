package dev.tacenda.claude;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One server-sent event as it stood on the wire: its lines with their ends, up to and with the
 * empty line that ends it. Immutable; its arrays are not copied and must not be changed.
 */
final class SseEvent {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

  private final byte[] raw;
  private final List<Line> lines;

  /** What a line of an event is. */
  enum Kind {
    DATA,
    EVENT,
    /** A comment, an id, a retry time, or a field that the format does not know. */
    OTHER
  }

  /**
   * One line that is not empty.
   *
   * @param kind what it is
   * @param start its first byte
   * @param value the first byte of its value, after the field's colon and one space
   * @param end the byte after its last, before its line end
   * @param next the first byte of the line after it
   */
  record Line(Kind kind, int start, int value, int end, int next) {}

  SseEvent(byte[] raw, List<Line> lines) {
    this.raw = raw;
    this.lines = List.copyOf(lines);
  }

  /** Returns the bytes on the wire. */
  byte[] raw() {
    return raw;
  }

  /** Returns true if there is data that a client would look at. */
  boolean hasData() {
    List<Line> data = lines(Kind.DATA);
    return data.size() > 1 || data.stream().anyMatch(line -> line.value() < line.end());
  }

  /** Returns the values of all data lines, joined by line feeds. */
  byte[] data() {
    List<Line> data = lines(Kind.DATA);
    if (data.size() == 1) {
      return Arrays.copyOfRange(raw, data.get(0).value(), data.get(0).end());
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Line line : data) {
      joined.write(raw, line.value(), line.end() - line.value());
      joined.write('\n');
    }
    return Arrays.copyOf(joined.toByteArray(), Math.max(joined.size() - 1, 0));
  }

  /** Returns what the event says its name is, or the empty string. */
  String name() {
    List<Line> names = lines(Kind.EVENT);
    if (names.isEmpty()) {
      return "";
    }
    Line last = names.get(names.size() - 1);
    return new String(raw, last.value(), last.end() - last.value(), StandardCharsets.UTF_8);
  }

  /** Returns the lines that are neither data nor a name, with their line ends. */
  byte[] others() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines(Kind.OTHER).forEach(line -> out.write(raw, line.start(), line.next() - line.start()));
    return out.toByteArray();
  }

  /** Returns the event without the lines that are neither data nor a name. */
  SseEvent withoutOthers() {
    byte[] named = rebuilt(Kind.OTHER, data());
    List<SseEvent> parsed = new ArrayList<>();
    new SseDecoder(named.length).accept(named, 0, named.length, parsed::add);
    return parsed.get(0);
  }

  /**
   * Returns the bytes of this event with other data. If the data was and is one line, only its
   * value changes; otherwise the data lines are written anew behind the others.
   */
  byte[] withData(byte[] data) {
    List<Line> before = lines(Kind.DATA);
    if (before.size() != 1 || hasLineEnd(data)) {
      return rebuilt(Kind.DATA, data);
    }
    Line line = before.get(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + data.length);
    out.write(raw, 0, line.value());
    out.writeBytes(data);
    out.write(raw, line.end(), raw.length - line.end());
    return out.toByteArray();
  }

  /** Returns the bytes of a new event with a name and one line of data. */
  static byte[] of(String name, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 64);
    out.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.UTF_8));
    return ended(out, data);
  }

  private byte[] rebuilt(Kind leftOut, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + data.length);
    for (Line line : lines) {
      if (line.kind() != Kind.DATA && line.kind() != leftOut) {
        out.write(raw, line.start(), line.next() - line.start());
      }
    }
    return ended(out, data);
  }

  private static byte[] ended(ByteArrayOutputStream out, byte[] data) {
    int start = 0;
    for (int at = 0; at <= data.length; at++) {
      if (at == data.length || data[at] == '\n' || data[at] == '\r') {
        out.writeBytes(DATA);
        out.write(data, start, at - start);
        out.write('\n');
        start = at + 1;
      }
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static boolean hasLineEnd(byte[] data) {
    for (byte each : data) {
      if (each == '\n' || each == '\r') {
        return true;
      }
    }
    return false;
  }

  private List<Line> lines(Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).toList();
  }

  /** Returns sizes, never content. */
  @Override
  public String toString() {
    return "SseEvent[" + raw.length + " bytes, " + lines.size() + " lines]";
  }
}
