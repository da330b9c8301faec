package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** What PowerShell makes a SecureString of: {@code ConvertTo-SecureString "X" -AsPlainText}. */
final class SecureStrings {
  private static final String COMMAND = "convertto-securestring";
  private static final int MAX_OPTIONS = 6;

  private SecureStrings() {}

  static void read(byte[] line, PartSink sink) {
    int i = LineText.indexOf(line, 0, COMMAND);
    while (i >= 0) {
      int end = arguments(line, i + COMMAND.length(), sink);
      i = LineText.indexOf(line, end, COMMAND);
    }
  }

  /** Reports the first argument that is no option; returns where to go on. */
  private static int arguments(byte[] line, int from, PartSink sink) {
    int i = LineText.skipSpaces(line, from);
    for (int k = 0; k < MAX_OPTIONS && LineText.at(line, i) == '-'; k++) {
      boolean key = Ascii.startsWith(line, i, "-key") || Ascii.startsWith(line, i, "-securekey");
      i = LineText.skipSpaces(line, end(line, i));
      i = key ? LineText.skipSpaces(line, end(line, i)) : i;
    }
    int quote = LineText.at(line, i);
    int start = Ascii.isQuote(quote) ? i + 1 : i;
    int end = start > i ? literalEnd(line, start, quote) : end(line, start);
    if (end > start && "$(-|;)".indexOf(line[start]) < 0) {
      sink.accept(Part.PASSWORD, start, end);
    }
    return Math.max(from, end);
  }

  private static int end(byte[] line, int from) {
    int i = from;
    while (i < line.length && !LineText.isSpace(line[i]) && ")|;".indexOf(line[i]) < 0) {
      i++;
    }
    return i;
  }

  private static int literalEnd(byte[] line, int start, int quote) {
    int i = start;
    while (i < line.length && line[i] != quote) {
      i += line[i] == '`' ? 2 : 1;
    }
    return Math.min(i, line.length);
  }
}
