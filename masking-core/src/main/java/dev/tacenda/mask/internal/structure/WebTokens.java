package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.encoding.Encodings;

/**
 * JSON Web Tokens, signed (RFC 7515) or encrypted (RFC 7516): base64url of an object with the
 * member {@code alg}, and one to four more parts.
 */
final class WebTokens {
  private static final int MIN_HEADER = 11;
  private static final int MAX_PARTS = 5;

  /** A token of three parts whose signature is empty (RFC 7515, appendix A.5) proves nothing. */
  private static final int SIGNED_PARTS = 3;

  /** Headers are short; a longer run is something else that begins alike. */
  private static final int MAX_HEADER = 16_384;

  /** In runs no longer than this each beginning of an object is tried. */
  private static final int MAX_RETRY = 128;

  private WebTokens() {}

  static void read(byte[] line, PartSink sink) {
    int i = 0;
    while (i < line.length) {
      if (beginsObject(line, i)) {
        i = Math.max(i, token(line, i, sink) - 1);
      }
      i++;
    }
  }

  /** Base64url of a brace and what may follow it. */
  private static boolean beginsObject(byte[] line, int i) {
    if (line[i] != 'e') {
      return false;
    }
    return second(line, i, "yJ")
        || second(line, i, "yAi")
        || second(line, i, "wogI")
        || second(line, i, "woJ")
        || second(line, i, "w0K");
  }

  private static boolean second(byte[] line, int i, String rest) {
    for (int k = 0; k < rest.length(); k++) {
      if (LineText.at(line, i + 1 + k) != rest.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the end of the token, or of what looked like its header. */
  private static int token(byte[] line, int start, PartSink sink) {
    int headerEnd = LineText.base64End(line, start, true);
    int end = LineText.skipPadding(line, headerEnd);
    if (LineText.at(line, end) != '.' || !isHeader(line, start, headerEnd)) {
      // A header may begin later in the run: "key" begins alike.
      return headerEnd - start > MAX_RETRY ? headerEnd : start + 1;
    }
    int payload = LineText.base64End(line, end + 1, true);
    if (payload - end <= 2 && LineText.at(line, payload) != '.') {
      return headerEnd;
    }
    int last = end;
    int parts = 1;
    for (; parts < MAX_PARTS && LineText.at(line, end) == '.'; parts++) {
      last = end + 1;
      end = LineText.skipPadding(line, LineText.base64End(line, last, true));
    }
    if (parts != SIGNED_PARTS || end > last) {
      sink.accept(Part.TOKEN, start, end);
    }
    return end;
  }

  private static boolean isHeader(byte[] line, int start, int end) {
    return end - start >= MIN_HEADER
        && end - start <= MAX_HEADER
        && Encodings.isJoseHeader(line, start, end);
  }
}
