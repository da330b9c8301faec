package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.claude.SseEvent.Kind;
import dev.tacenda.claude.SseEvent.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Splits a stream of bytes into server-sent events, wherever the bytes are cut. Every byte of the
 * stream is in exactly one event, but those of an unfinished event at its end. Lines end with LF,
 * CR or CRLF, as the <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML
 * standard</a> says. An empty line that ends with CR ends its event at once; the LF of a CRLF then
 * comes as an event of that one byte, so that nobody has to wait for the next event to see it.
 * Confined to one thread.
 */
final class SseDecoder {
  /** The default for the longest event, in bytes. */
  static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

  private final int maxEventBytes;
  private final List<Line> lines = new ArrayList<>();
  private byte[] buffer = new byte[1024];
  private int length;
  private int lineStart;
  private boolean afterCr;
  private boolean first = true;

  SseDecoder(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Takes the next bytes and passes on each event that they complete.
   *
   * @throws ResponseRefusedException if an event is longer than the limit
   */
  void accept(byte[] chunk, int offset, int count, Consumer<SseEvent> events) {
    for (int at = offset; at < offset + count; at++) {
      byte each = chunk[at];
      boolean secondOfCrLf = afterCr && each == '\n';
      afterCr = each == '\r';
      if (secondOfCrLf) {
        lineFeedAfterCr(events);
      } else {
        append(each);
        endLine(each, events);
      }
    }
  }

  /**
   * Returns true if the stream ended inside an event; what there is of it is not an event and must
   * be forgotten.
   */
  boolean endsInsideEvent() {
    return length > 0;
  }

  private void lineFeedAfterCr(Consumer<SseEvent> events) {
    append((byte) '\n');
    if (length == 1) {
      dispatch(events);
      return;
    }
    lineStart = length;
    int last = lines.size() - 1;
    Line line = lines.get(last);
    lines.set(last, new Line(line.kind(), line.start(), line.value(), line.end(), length));
  }

  private void append(byte each) {
    if (length == maxEventBytes) {
      throw new ResponseRefusedException(
          Reason.EVENT_TOO_LARGE, "an event is longer than " + maxEventBytes + " bytes");
    }
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(length * 2L, maxEventBytes));
    }
    buffer[length++] = each;
  }

  private void endLine(byte each, Consumer<SseEvent> events) {
    if (each != '\n' && each != '\r') {
      return;
    }
    int start = lineStart + (first ? markLength() : 0);
    first = false;
    if (start == length - 1) {
      dispatch(events);
      return;
    }
    lines.add(line(start, length - 1));
    lineStart = length;
  }

  private int markLength() {
    int mark = BYTE_ORDER_MARK.length;
    return length > mark && Arrays.equals(buffer, 0, mark, BYTE_ORDER_MARK, 0, mark) ? mark : 0;
  }

  private void dispatch(Consumer<SseEvent> events) {
    SseEvent event = new SseEvent(Arrays.copyOf(buffer, length), lines);
    lines.clear();
    length = 0;
    lineStart = 0;
    events.accept(event);
  }

  private Line line(int start, int end) {
    int colon = start;
    while (colon < end && buffer[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && buffer[value] == ' ') {
      value++;
    }
    return new Line(kind(start, colon), start, value, end, length);
  }

  private Kind kind(int start, int end) {
    if (Arrays.equals(buffer, start, end, DATA, 0, DATA.length)) {
      return Kind.DATA;
    }
    return Arrays.equals(buffer, start, end, EVENT, 0, EVENT.length) ? Kind.EVENT : Kind.OTHER;
  }
}
