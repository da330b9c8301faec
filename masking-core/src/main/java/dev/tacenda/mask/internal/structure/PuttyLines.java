package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.structure.Block.Place;

/** The private part of a PuTTY key file: so many lines of base64 behind their number. */
final class PuttyLines {
  private static final String PRIVATE_LINES = "private-lines:";

  /** A key of 16384 bits has about 200 lines. */
  private static final int MAX_LINES = 999;

  private PuttyLines() {}

  static Block opened(byte[] line) {
    int i = LineText.indexOf(line, 0, PRIVATE_LINES);
    if (i < 0) {
      return Block.NONE;
    }
    int number = LineText.skipSpaces(line, i + PRIVATE_LINES.length());
    int lines = 0;
    while (Ascii.isDigit(LineText.at(line, number)) && lines < MAX_LINES) {
      lines = lines * 10 + line[number] - '0';
      number++;
    }
    return lines == 0 ? Block.NONE : Block.of(Place.PRIVATE_LINES, Math.min(lines, MAX_LINES));
  }

  static Block inside(Block before, byte[] line, Blocks.Sink sink) {
    int end = line.length;
    while (end > 0 && !LineText.isBase64(line[end - 1]) && line[end - 1] != '=') {
      end--;
    }
    int start = end;
    while (start > 0 && (LineText.isBase64(line[start - 1]) || line[start - 1] == '=')) {
      start--;
    }
    if (end == start) {
      return Block.NONE;
    }
    sink.accept(BlockKind.PUTTY_KEY, start, end);
    return before.nextLine();
  }
}
