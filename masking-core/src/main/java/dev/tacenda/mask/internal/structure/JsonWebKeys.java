package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * The private members of JSON Web Keys (RFC 7518, section 6), in JSON and in object literals of
 * programs: {@code d p q dp dq qi}, and the {@code k} of symmetric keys. Their names say nothing by
 * themselves; what tells them is a value of base64url alone, as long as key material is.
 */
final class JsonWebKeys {
  /** Of 256 bits; the private values of all curves and of RSA have at least as many characters. */
  private static final int MIN_KEY = 43;

  /** Of 128 bits, beside the word that the key is symmetric. */
  private static final int MIN_SYMMETRIC = 16;

  private JsonWebKeys() {}

  static void read(byte[] line, PartSink sink) {
    boolean symmetric = LineText.indexOf(line, 0, "oct") >= 0;
    int i = 0;
    while (i < line.length) {
      if (line[i] == ':') {
        i = Math.max(i, member(line, i, symmetric, sink) - 1);
      }
      i++;
    }
  }

  /** Reads the member whose colon is at {@code colon}; returns where to go on. */
  private static int member(byte[] line, int colon, boolean symmetric, PartSink sink) {
    int nameEnd = nameEnd(line, colon);
    int length = nameLength(line, nameEnd);
    if (length == 0) {
      return colon + 1;
    }
    int start = LineText.skipSpaces(line, colon + 1);
    int open = start;
    while (LineText.at(line, start) == '\\' || Ascii.isQuote(LineText.at(line, start))) {
      start++;
    }
    int end = LineText.base64End(line, start, true);
    int least = symmetric && line[nameEnd - 1] == 'k' ? MIN_SYMMETRIC : MIN_KEY;
    int next = LineText.at(line, end);
    if (start > open && end - start >= least && (Ascii.isQuote(next) || next == '\\')) {
      sink.accept(Part.KEY, start, end);
    }
    return end;
  }

  private static int nameEnd(byte[] line, int colon) {
    int end = colon;
    while (end > 0 && colon - end < 4 && (line[end - 1] == ' ' || isClosing(line[end - 1]))) {
      end--;
    }
    return end;
  }

  private static boolean isClosing(int b) {
    return Ascii.isQuote(b) || b == '\\';
  }

  /** Returns the length of a private member's name that ends at {@code end}, or 0. */
  private static int nameLength(byte[] line, int end) {
    int last = LineText.at(line, end - 1);
    int first = LineText.at(line, end - 2);
    if (!Ascii.isWord(first)) {
      return "dpqk".indexOf(last) >= 0 ? 1 : 0;
    }
    boolean two = first == 'd' && (last == 'p' || last == 'q') || first == 'q' && last == 'i';
    return two && !Ascii.isWord(LineText.at(line, end - 3)) ? 2 : 0;
  }
}
