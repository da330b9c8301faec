package dev.tacenda.mask;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/**
 * One line of text in UTF-8, in the form in which patterns are searched for in it. The array is not
 * copied. Confined to one thread.
 *
 * <p>A line that is not pure ASCII is searched as characters, with a table back to bytes: on UTF-8
 * bytes RE2J 1.8 takes a place behind a byte above 127 for the beginning of the text, so that
 * {@code ^} holds there, and the groups of such a match cannot be read.
 */
final class Line {
  private static final char REPLACEMENT = '\ufffd';
  private static final int[] NONE = {};

  private final byte[] bytes;
  private final String text;
  private final int[] offsets;

  private Line(byte[] bytes, String text, int[] offsets) {
    this.bytes = bytes;
    this.text = text;
    this.offsets = offsets;
  }

  /** Returns the line with these bytes. */
  static Line of(byte[] bytes) {
    return isAscii(bytes) ? new Line(bytes, "", NONE) : decoded(bytes);
  }

  /** Returns the bytes of the line, to be left as they are. */
  byte[] bytes() {
    return bytes;
  }

  boolean isAscii() {
    return offsets.length == 0;
  }

  /** Starts a search; the places that the matcher returns go through {@link #offset}. */
  Matcher search(Pattern pattern) {
    return offsets.length == 0 ? pattern.matcher(bytes) : pattern.matcher(text);
  }

  /** Returns the byte at which a place of the matcher is. */
  int offset(int place) {
    return offsets.length == 0 ? place : offsets[place];
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Decodes leniently: a byte that is not part of a character becomes one of its own. */
  private static Line decoded(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int[] offsets = new int[bytes.length + 1];
    int i = 0;
    while (i < bytes.length) {
      int length = characterLength(bytes, i);
      int first = text.length();
      text.appendCodePoint(length == 0 ? REPLACEMENT : codePoint(bytes, i, length));
      Arrays.fill(offsets, first, text.length(), i);
      i += Math.max(length, 1);
    }
    offsets[text.length()] = bytes.length;
    return new Line(bytes, text.toString(), Arrays.copyOf(offsets, text.length() + 1));
  }

  /** Returns the length of the character that begins at {@code i}, or 0 if none does. */
  private static int characterLength(byte[] bytes, int i) {
    int ones = Integer.numberOfLeadingZeros(~(bytes[i] << 24));
    if (ones == 0) {
      return 1;
    }
    if (ones == 1 || ones > 4 || i + ones > bytes.length) {
      return 0;
    }
    for (int k = i + 1; k < i + ones; k++) {
      if ((bytes[k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return ones;
  }

  private static int codePoint(byte[] bytes, int i, int length) {
    if (length == 1) {
      return bytes[i];
    }
    int c = bytes[i] & (0x7f >> length);
    for (int k = i + 1; k < i + length; k++) {
      c = (c << 6) | (bytes[k] & 0x3f);
    }
    return foldsToAscii(c) || !Character.isValidCodePoint(c) ? REPLACEMENT : c;
  }

  /**
   * The long s and the Kelvin sign are an s and a k to (?i). Keywords are compared as ASCII, so a
   * match through one of them would be one that the prefilter does not see.
   */
  private static boolean foldsToAscii(int c) {
    return c == 0x17f || c == 0x212a;
  }
}
