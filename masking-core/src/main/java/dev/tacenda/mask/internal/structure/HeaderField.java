package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** An HTTP header field as it stands in messages, options, programs, JSON and YAML. */
final class HeaderField {
  private HeaderField() {}

  /**
   * Returns where the value of the field whose name ends at {@code end} begins; else {@code end}.
   */
  static int valueStart(byte[] line, int end) {
    int i = end;
    while (i < end + 8
        && (Ascii.isQuote(LineText.at(line, i)) || "\\])".indexOf(LineText.at(line, i)) >= 0)) {
      i++;
    }
    i = LineText.skipSpaces(line, i);
    int b = LineText.at(line, i);
    boolean argument = b == ',' && i > end;
    if (b != ':' && b != '=' && !argument) {
      return end;
    }
    i = LineText.skipSpaces(line, LineText.at(line, i + 1) == '>' ? i + 2 : i + 1);
    if (argument && !Ascii.isQuote(LineText.at(line, i)) && LineText.at(line, i) != '\\') {
      return end;
    }
    while (LineText.at(line, i) == '\\' || Ascii.isQuote(LineText.at(line, i))) {
      i++;
    }
    return i;
  }
}
