package dev.tacenda.claude.gate.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with marks around the values that must be masked, such as {@code key = [[value]]}, taken
 * apart. Immutable but for the array of {@link #bytes()}.
 */
final class MarkedText {
  private final byte[] bytes;
  private final List<Span> spans;

  /** Bytes of the text, half-open. */
  record Span(int start, int end) {}

  private MarkedText(byte[] bytes, List<Span> spans) {
    this.bytes = bytes;
    this.spans = List.copyOf(spans);
  }

  /** Returns a text without marks: what looks like one is text. */
  static MarkedText plain(String text) {
    return new MarkedText(text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  /**
   * Takes a text apart.
   *
   * @throws IllegalArgumentException if there is no mark, one is not closed, or there is nothing in
   *     it
   */
  static MarkedText of(String text, String open, String close) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Span> spans = new ArrayList<>();
    int at = 0;
    for (int mark = text.indexOf(open); mark >= 0; mark = text.indexOf(open, at)) {
      int from = mark + open.length();
      int to = text.indexOf(close, from);
      require(to >= 0, "a mark is opened with " + open + " and not closed with " + close);
      require(to > from, "there is nothing between " + open + " and " + close);
      bytes.writeBytes(text.substring(at, mark).getBytes(StandardCharsets.UTF_8));
      int start = bytes.size();
      bytes.writeBytes(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
      spans.add(new Span(start, bytes.size()));
      at = to + close.length();
    }
    require(!spans.isEmpty(), "nothing is marked");
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return new MarkedText(bytes.toByteArray(), spans);
  }

  /** Returns the text without its marks, in UTF-8; do not modify. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns what stood between marks, from left to right. */
  List<Span> spans() {
    return spans;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns which character a byte belongs to, counted from 1. */
  int character(int offset) {
    int characters = 0;
    for (int i = 0; i <= offset && i < bytes.length; i++) {
      characters += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return characters;
  }

  /** Tells sizes only: the text of a test looks like a secret. */
  @Override
  public String toString() {
    return "MarkedText[" + bytes.length + " bytes, " + spans.size() + " marks]";
  }
}
