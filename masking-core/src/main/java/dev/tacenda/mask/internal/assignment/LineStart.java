package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;

/**
 * Tells whether a name is the first thing on its line, so that its value is the rest of it: behind
 * indentation, list and comment marks, the prefixes of diff, {@code grep} and {@code cat -n}, or a
 * word such as {@code export}.
 */
final class LineStart {
  private static final int MAX_WORDS = 4;
  private static final byte[][] WORDS = {
    LineBytes.bytes("export"), LineBytes.bytes("set"), LineBytes.bytes("setx"),
        LineBytes.bytes("env"),
    LineBytes.bytes("arg"), LineBytes.bytes("declare"), LineBytes.bytes("local"),
        LineBytes.bytes("readonly"),
    LineBytes.bytes("setenv"), LineBytes.bytes("rem"),
  };

  private LineStart() {}

  static boolean isAt(byte[] text, int from, int name) {
    int i = name;
    if (i > from && (text[i - 1] == '"' || text[i - 1] == '\'' || text[i - 1] == '$')) {
      i--;
    }
    for (int words = 0; words <= MAX_WORDS; words++) {
      while (i > from && LineBytes.isBlank(text[i - 1])) {
        i--;
      }
      if (i == from) {
        return true;
      }
      int start = i;
      while (start > from && !LineBytes.isBlank(text[start - 1]) && i - start < 64) {
        start--;
      }
      if (!isPrefix(text, start, i)) {
        return false;
      }
      i = start;
    }
    return false;
  }

  private static boolean isPrefix(byte[] text, int start, int end) {
    for (byte[] word : WORDS) {
      if (end - start == word.length && LineBytes.startsWithIgnoreCase(text, start, end, word)) {
        return true;
      }
    }
    int i = start;
    while (i < end && !Ascii.isLetter(text[i]) && text[i] != '"' && text[i] != '\'') {
      i++;
    }
    // path:12: of grep
    return i == end || text[end - 1] == ':' && Ascii.isDigit(text[end - 2]);
  }
}
