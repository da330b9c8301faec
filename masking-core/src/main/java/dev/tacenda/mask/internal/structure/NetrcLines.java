package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.structure.Block.Place;

/**
 * Entries of a netrc file: {@code machine NAME login NAME password VALUE}, on one line or on
 * several, in any order behind the machine.
 */
final class NetrcLines {
  private static final int MAX_LINES = 6;

  private NetrcLines() {}

  /** A line that may begin an entry, or hold one without its machine. */
  static Block opened(byte[] line, Blocks.Sink sink) {
    int start = LineText.skipSpaces(line, 0);
    int machine = LineText.indexOfWord(line, start, "machine");
    if (machine >= 0 && isName(line, machine, 7)) {
      values(line, machine, sink);
      return Block.of(Place.MACHINE, MAX_LINES);
    }
    int entry = isKey(line, start, "default") ? LineText.skipSpaces(line, start + 7) : start;
    if (isKey(line, entry, "login") && LineText.indexOfWord(line, entry, "password") > 0) {
      values(line, entry, sink);
    }
    return Block.NONE;
  }

  static Block inside(Block before, byte[] line, Blocks.Sink sink) {
    int start = LineText.skipSpaces(line, 0);
    boolean entry =
        isKey(line, start, "login")
            || isKey(line, start, "account")
            || isKey(line, start, "password");
    if (entry) {
      values(line, start, sink);
    }
    return entry ? before.nextLine() : Block.NONE;
  }

  /** The word and a name of a host or a user behind it, as in no sentence. */
  private static boolean isName(byte[] line, int start, int length) {
    int name = LineText.skipSpaces(line, start + length);
    int end = wordEnd(line, name);
    int next = LineText.skipSpaces(line, end);
    boolean beginsLine = LineText.skipSpaces(line, 0) == start;
    return name > start + length
        && end > name
        && (isKey(line, next, "login")
            || isKey(line, next, "password")
            || beginsLine && next == line.length);
  }

  private static boolean isKey(byte[] line, int start, String key) {
    int end = start + key.length();
    return Ascii.startsWith(line, start, key) && LineText.isSpace(LineText.at(line, end));
  }

  private static void values(byte[] line, int from, Blocks.Sink sink) {
    int i = from;
    while (i < line.length) {
      int end = wordEnd(line, i);
      if (end == i + 8 && isKey(line, i, "password")) {
        int value = LineText.skipSpaces(line, end);
        end = wordEnd(line, value);
        if (end > value) {
          sink.accept(BlockKind.NETRC, value, end);
        }
      } else if (isKey(line, i, "login")
          || isKey(line, i, "account")
          || isKey(line, i, "machine")) {
        end = wordEnd(line, LineText.skipSpaces(line, end));
      }
      i = LineText.skipSpaces(line, Math.max(end, i + 1));
    }
  }

  private static int wordEnd(byte[] line, int from) {
    int i = from;
    while (i < line.length && !LineText.isSpace(line[i]) && line[i] != '"' && line[i] != '\\') {
      i++;
    }
    return i;
  }
}
