package dev.tacenda.mask;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line in the form that patterns are run on, with the way back to its bytes. RE2J 1.8 takes any
 * byte outside ASCII for the beginning of the text when it looks back from the byte after it, so
 * that {@code ^} matches in the middle of a line; a line that is not ASCII is therefore decoded
 * first. Bytes that are not UTF-8 become one character each.
 */
final class PatternInput {
  private static final char REPLACEMENT = '\ufffd';

  private final byte[] bytes;
  private final @Nullable String chars;
  private final int[] byteOf;

  private PatternInput(byte[] bytes, @Nullable String chars, int[] byteOf) {
    this.bytes = bytes;
    this.chars = chars;
    this.byteOf = byteOf;
  }

  /** Returns the form of a line, which is not copied. */
  static PatternInput of(byte[] line) {
    for (byte b : line) {
      if (b < 0) {
        return decoded(line);
      }
    }
    return new PatternInput(line, null, new int[0]);
  }

  private static PatternInput decoded(byte[] line) {
    StringBuilder chars = new StringBuilder(line.length);
    int[] byteOf = new int[line.length + 1];
    int at = 0;
    while (at < line.length) {
      int length = Math.max(1, Utf8.sequenceLength(line, at));
      int before = chars.length();
      if (length == 1) {
        chars.append(line[at] < 0 ? REPLACEMENT : (char) line[at]);
      } else {
        chars.append(new String(line, at, length, StandardCharsets.UTF_8));
      }
      Arrays.fill(byteOf, before, chars.length(), at);
      at += length;
    }
    byteOf[chars.length()] = line.length;
    return new PatternInput(line, chars.toString(), byteOf);
  }

  /** The line; not copied. */
  byte[] bytes() {
    return bytes;
  }

  Matcher matcher(Pattern pattern) {
    return chars == null ? pattern.matcher(bytes) : pattern.matcher(chars);
  }

  /** Returns the offset in the line of a place that {@link #matcher} reported. */
  int byteOf(int place) {
    return chars == null ? place : byteOf[place];
  }
}
