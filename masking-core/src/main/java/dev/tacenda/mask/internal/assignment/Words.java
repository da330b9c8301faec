package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;

/** Walks over the words of an identifier, which end at other bytes and at humps. */
final class Words {
  private final byte[] text;
  private final int to;
  private int start;
  private int end;

  Words(byte[] text, int from, int to) {
    this.text = text;
    this.to = to;
    this.start = from;
    this.end = from;
  }

  boolean next() {
    int i = end;
    while (i < to && !Ascii.isLetter(text[i])) {
      i++;
    }
    if (i >= to) {
      return false;
    }
    start = i;
    end = i + lengthAt(text, i, to);
    return true;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  int hash() {
    return hash(text, start, end);
  }

  /**
   * Returns the length of the word at {@code i}: apiKey and APIKey are two words, APIKEY is one.
   */
  static int lengthAt(byte[] text, int i, int to) {
    int j = i + 1;
    while (j < to && Ascii.isLetter(text[j]) && !beginsHump(text, i, j, to)) {
      j++;
    }
    return Math.min(j, to) - i;
  }

  private static boolean beginsHump(byte[] text, int from, int j, int to) {
    if (!Ascii.isUpper(text[j])) {
      return false;
    }
    return Ascii.isLower(text[j - 1])
        || j + 1 < to && j > from && Ascii.isLower(text[j + 1]) && Ascii.isUpper(text[j - 1]);
  }

  /** Returns a hash of the letters and digits in {@code text[from, to)} without case. */
  static int hash(byte[] text, int from, int to) {
    int h = 17;
    for (int i = from; i < to; i++) {
      if (Ascii.isAlphanumeric(text[i])) {
        h = h * 31 + Ascii.lower(text[i]);
      }
    }
    return h;
  }

  /** Returns the hash of the last word, or 0. */
  static int last(byte[] text, int from, int to) {
    Words words = new Words(text, from, to);
    int last = 0;
    while (words.next()) {
      last = words.hash();
    }
    return last;
  }

  /** Returns the hash of the first word, or 0. */
  static int firstHash(byte[] text, int from, int to) {
    Words words = new Words(text, from, to);
    return words.next() ? words.hash() : 0;
  }
}
