package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a keyword as a word shortly before a value. A word may be part of a name in a program:
 * {@code phone} stands in {@code home_phone} and {@code phoneNumber}, but not in {@code
 * microphones}, nor {@code tel} in {@code hotel}. Immutable.
 */
final class NearKeyword {
  /** Of rules that look for none. */
  static final NearKeyword NONE = new NearKeyword(0, List.of());

  private final int distance;
  private final List<byte[]> keywords;

  /**
   * Looks for the keywords, in lower case, of which at least the last byte stands within so many
   * bytes before a value.
   */
  NearKeyword(int distance, List<String> keywords) {
    this.distance = distance;
    List<byte[]> bytes = new ArrayList<>(keywords.size());
    for (String keyword : keywords) {
      bytes.add(keyword.getBytes(StandardCharsets.US_ASCII));
    }
    this.keywords = List.copyOf(bytes);
  }

  /** Returns true if a keyword ends in {@code line[start - distance, start)}, or at its start. */
  @TrustedCode("true if a keyword stands before the value as a word")
  boolean standsBefore(byte[] line, int start) {
    for (int end = start; end > 0 && end >= start - distance; end--) {
      for (byte[] keyword : keywords) {
        if (standsAt(line, end - keyword.length, keyword)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean standsAt(byte[] line, int at, byte[] keyword) {
    if (at < 0) {
      return false;
    }
    for (int k = keyword.length - 1; k >= 0; k--) {
      if (Ascii.lower(line[at + k]) != keyword[k]) {
        return false;
      }
    }
    return beginsWord(line, at) && endsWord(line, at + keyword.length);
  }

  private static boolean beginsWord(byte[] line, int at) {
    int before = Ascii.at(line, at - 1);
    return !Ascii.isLetter(before)
        || !Ascii.isLetter(line[at])
        || Ascii.isLower(before) && Ascii.isUpper(line[at]);
  }

  /** A word may have an s of the plural; a capital behind it begins the next word. */
  private static boolean endsWord(byte[] line, int end) {
    return goesOver(line, end)
        || Ascii.lower(Ascii.at(line, end)) == 's' && goesOver(line, end + 1);
  }

  private static boolean goesOver(byte[] line, int end) {
    int last = Ascii.at(line, end - 1);
    int next = Ascii.at(line, end);
    return !Ascii.isLetter(next)
        || !Ascii.isLetter(last)
        || Ascii.isLower(last) && Ascii.isUpper(next);
  }
}
