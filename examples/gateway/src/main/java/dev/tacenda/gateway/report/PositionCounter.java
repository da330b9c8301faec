package dev.tacenda.gateway.report;

/** Counts lines and columns up to places that are asked for in ascending order. */
final class PositionCounter {
  private final byte[] text;
  private int offset;
  private int line = 1;
  private int column = 1;

  PositionCounter(byte[] text) {
    this.text = text;
  }

  /**
   * Returns the position of the byte at {@code place}. One that is inside a character is the
   * position of that character.
   */
  Position at(int place) {
    if (place < offset) {
      restart(); // does not occur with findings in order, and would only cost time
    }
    for (int next = offset + step(); offset < place && next <= place; next = offset + step()) {
      advanceTo(next);
    }
    return new Position(line, column);
  }

  private void restart() {
    offset = 0;
    line = 1;
    column = 1;
  }

  private void advanceTo(int next) {
    if (text[offset] == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    offset = next;
  }

  /** Length of the character at the offset: 1 to 4 if it is UTF-8, else 1. */
  private int step() {
    int length = offset < text.length ? length(text[offset] & 0xff) : 1;
    for (int i = 1; i < length; i++) {
      if (offset + i >= text.length || (text[offset + i] & 0xc0) != 0x80) {
        return 1;
      }
    }
    return length;
  }

  private static int length(int lead) {
    if (lead < 0xc2 || lead > 0xf4) {
      return 1;
    }
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }
}
