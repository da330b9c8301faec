package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * What stands behind the words Basic and Bearer, wherever that is: in a header, an option of curl,
 * a string of a program, also joined to it as in {@code "Bearer " + "..."}.
 */
final class HttpCredentials {
  private static final int MIN_BASIC = 6;
  private static final int MIN_BEARER = 12;
  private static final int MAX_GAP = 16;

  private HttpCredentials() {}

  /** Base64 behind the word Basic. What it decodes to is for a check of the rule. */
  static void readBasic(byte[] line, PartSink sink) {
    int i = LineText.indexOf(line, 0, "basic");
    while (i >= 0) {
      int start = behindGap(line, i + 5);
      int end = LineText.base64End(line, start, false);
      if (start > i + 5 && end - start >= MIN_BASIC) {
        sink.accept(Part.PASSWORD, start, LineText.skipPadding(line, end));
      }
      i = LineText.indexOf(line, i + 5, "basic");
    }
  }

  static void readBearer(byte[] line, PartSink sink) {
    int i = LineText.indexOf(line, 0, "bearer");
    while (i >= 0) {
      int start = behindGap(line, i + 6);
      int end = tokenEnd(line, start);
      if (start > i + 6 && end - start >= MIN_BEARER) {
        sink.accept(Part.TOKEN, start, LineText.skipPadding(line, end));
      }
      i = LineText.indexOf(line, Math.max(end, i + 6), "bearer");
    }
  }

  /**
   * Behind blanks; then perhaps the end of a string that another is joined to. Returns {@code from}
   * if nothing separates.
   */
  private static int behindGap(byte[] line, int from) {
    int i = from;
    boolean joined = false;
    int limit = from + MAX_GAP;
    while (i < limit && i < line.length) {
      int b = line[i];
      if (LineText.isSpace(b) || b == '\\' || Ascii.isQuote(b)) {
        i++;
      } else if (!joined && (b == '+' || b == '.' && LineText.isSpace(LineText.at(line, i - 1)))) {
        joined = true;
        i++;
      } else {
        return i;
      }
    }
    return from;
  }

  private static int tokenEnd(byte[] line, int start) {
    int i = start;
    while (i < line.length && (LineText.isBase64(line[i]) || "._~-|:".indexOf(line[i]) >= 0)) {
      i++;
    }
    return i;
  }
}
