package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Texts of XML elements whose name is the value of an attribute or the text of the element before:
 * {@code <string name="api_key">X</string>}, {@code <Setting name="password"><Value>X}, {@code
 * <key>Password</key><string>X</string>}.
 */
final class NamedElements {
  private static final int MAX_TAG = 48;
  private static final int MAX_VALUE = 512;
  private static final String KEY_END = "</key>";

  private final byte[] line;
  private final PartSink sink;

  private NamedElements(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    NamedElements elements = new NamedElements(line, sink);
    for (int i = 1; i < line.length; i++) {
      if (line[i] == '>') {
        elements.tagEnds(i);
      }
    }
  }

  private void tagEnds(int close) {
    if (LineText.endsWith(line, close + 1, KEY_END)) {
      int end = close + 1 - KEY_END.length();
      if (NameEnds.saySecret(line, 0, end)) {
        text(behindTag(close + 1));
      }
    } else if (Ascii.isQuote(line[close - 1]) && isNameAttribute(close - 1)) {
      int next = LineText.skipSpaces(line, close + 1);
      text(LineText.at(line, next) == '<' ? behindTag(next) : close + 1);
    }
  }

  /** {@code name="password"}: other attributes say something else. */
  private boolean isNameAttribute(int close) {
    int open = close - 1;
    while (open > 0 && close - open < MAX_TAG && line[open] != line[close]) {
      open--;
    }
    return open > 0
        && (LineText.endsWith(line, open, " name=") || LineText.endsWith(line, open, " key="))
        && NameEnds.saySecret(line, open + 1, close);
  }

  /** Returns the place behind the opening tag at {@code from}, or the end of the line. */
  private int behindTag(int from) {
    int i = LineText.skipSpaces(line, from);
    if (LineText.at(line, i) != '<' || LineText.at(line, i + 1) == '/') {
      return line.length;
    }
    int limit = Math.min(line.length, i + MAX_TAG);
    while (i < limit && line[i] != '>') {
      i++;
    }
    return i < limit ? i + 1 : line.length;
  }

  private void text(int start) {
    int end = start;
    while (end < line.length && end - start < MAX_VALUE && line[end] != '<' && line[end] != ' ') {
      end++;
    }
    if (end < line.length && line[end] == '<' && NameEnds.isValue(line, start, end)) {
      sink.accept(Part.PASSWORD, start, end);
    }
  }
}
