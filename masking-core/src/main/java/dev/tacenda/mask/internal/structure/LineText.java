package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;

/** Reads ASCII out of a line of bytes. Words to compare with are given in lower case. */
final class LineText {
  private LineText() {}

  static boolean isSpace(int b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** Returns true for the characters of base64, without the padding. */
  static boolean isBase64(int b) {
    return Ascii.isAlphanumeric(b) || b == '+' || b == '/';
  }

  /** Returns true for the characters of base64url, without the padding. */
  static boolean isBase64Url(int b) {
    return Ascii.isAlphanumeric(b) || b == '-' || b == '_';
  }

  /** Returns the byte at {@code i}, or 0 outside of the line. */
  static int at(byte[] line, int i) {
    return i >= 0 && i < line.length ? line[i] : 0;
  }

  /** Returns true if {@code word} ends before {@code end}, in upper or lower case. */
  static boolean endsWith(byte[] line, int end, String word) {
    return Ascii.startsWith(line, end - word.length(), word);
  }

  /** Returns where {@code word} first stands from {@code from} on, or -1. */
  static int indexOf(byte[] line, int from, String word) {
    byte lower = (byte) word.charAt(0);
    byte upper = Ascii.isLower(lower) ? (byte) (lower + 'A' - 'a') : lower;
    int to = line.length - word.length() + 1;
    int i = ByteSearch.indexOf(line, from, to, lower, upper);
    while (i >= 0 && !Ascii.startsWith(line, i, word)) {
      i = ByteSearch.indexOf(line, i + 1, to, lower, upper);
    }
    return i;
  }

  /** Returns where {@code word} next stands as a word of its own, or -1. */
  static int indexOfWord(byte[] line, int from, String word) {
    int i = indexOf(line, from, word);
    while (i >= 0 && (Ascii.isWord(at(line, i - 1)) || Ascii.isWord(at(line, i + word.length())))) {
      i = indexOf(line, i + 1, word);
    }
    return i;
  }

  static int skipSpaces(byte[] line, int from) {
    int i = from;
    while (i < line.length && isSpace(line[i])) {
      i++;
    }
    return i;
  }

  /** Returns the end of the run of base64 or base64url that begins at {@code from}. */
  static int base64End(byte[] line, int from, boolean url) {
    int i = from;
    while (i < line.length && (url ? isBase64Url(line[i]) : isBase64(line[i]))) {
      i++;
    }
    return i;
  }

  /** Returns {@code i}, or the place behind up to two equals signs there. */
  static int skipPadding(byte[] line, int i) {
    int end = i;
    while (end < i + 2 && at(line, end) == '=') {
      end++;
    }
    return end;
  }

  /** Returns the text in lower case, without dashes, underscores, dots and blanks. */
  static String name(byte[] line, int start, int end) {
    StringBuilder name = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (Ascii.isAlphanumeric(line[i])) {
        name.append((char) Ascii.lower(line[i]));
      }
    }
    return name.toString();
  }

  static boolean holdsDigit(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Ascii.isDigit(line[i])) {
        return true;
      }
    }
    return false;
  }
}
