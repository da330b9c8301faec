package dev.tacenda.mask.internal.encoding;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A word with its {@code %XX}, {@code \}{@code uXXXX}, {@code \xXX} and {@code \/} undone. Anything
 * else stays as it is: {@code \n} may be the beginning of a path. Confined to one thread.
 */
final class EscapedText {
  private final byte[] text;
  private final int end;
  private final byte[] decoded;
  private final int[] sources;
  private int length;

  private EscapedText(byte[] text, int start, int end) {
    this.text = text;
    this.end = end;
    // No escape is shorter than what it stands for.
    this.decoded = new byte[end - start];
    this.sources = new int[end - start];
  }

  /** Reports the word {@code text[start, end)} if it has an escape to undo. */
  static void decode(byte[] text, int start, int end, Consumer<DecodedText> sink) {
    if (!mayHoldEscape(text, start, end)) {
      return;
    }
    EscapedText word = new EscapedText(text, start, end);
    for (int i = start; i < end; ) {
      i = word.take(i);
    }
    if (word.length < end - start) {
      byte[] bytes = Arrays.copyOf(word.decoded, word.length);
      int[] sources = Arrays.copyOf(word.sources, word.length);
      sink.accept(DecodedText.bytewise(bytes, end, sources));
    }
  }

  /** Most backslashes are those of line ends and quotes, for which nothing need be copied. */
  private static boolean mayHoldEscape(byte[] text, int start, int end) {
    for (int i = start; i + 1 < end; i++) {
      byte next = text[i + 1];
      boolean telling = next == 'u' || next == 'x' || next == '/';
      if (text[i] == '%' || (text[i] == '\\' && telling)) {
        return true;
      }
    }
    return false;
  }

  /** Takes what begins at {@code i} and returns where the next begins. */
  private int take(int i) {
    if (text[i] == '%') {
      return takeNumber(i, 1, 2);
    }
    byte next = text[i] == '\\' && i + 1 < end ? text[i + 1] : 0;
    return switch (next) {
      case 'u' -> takeNumber(i, 2, 4);
      case 'x' -> takeNumber(i, 2, 2);
      case '/' -> put('/', i, i + 2);
      case '\\' -> putPair(i);
      default -> put(text[i], i, i + 1);
    };
  }

  /** Takes an escape of {@code digits} digits behind {@code prefix} signs, or its first sign. */
  private int takeNumber(int i, int prefix, int digits) {
    int next = i + prefix + digits;
    int value = next <= end ? number(i + prefix, next) : -1;
    if (value < 0) {
      return put(text[i], i, i + 1);
    }
    return digits == 2 ? put((byte) value, i, next) : putCharacter(value, i, next);
  }

  private int number(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private int put(int b, int source, int next) {
    decoded[length] = (byte) b;
    sources[length++] = source;
    return next;
  }

  /** Two backslashes stand for one, behind which no escape begins. */
  private int putPair(int i) {
    int second = put('\\', i, i + 1);
    return put('\\', second, second + 1);
  }

  /** A half of a surrogate pair gets the three bytes of its number: no secret holds one. */
  private int putCharacter(int c, int source, int next) {
    if (c < 0x80) {
      return put(c, source, next);
    }
    if (c < 0x800) {
      int unused = put(0xc0 | c >> 6, source, next);
    } else {
      int unused = put(0xe0 | c >> 12, source, next) + put(0x80 | c >> 6 & 0x3f, source, next);
    }
    return put(0x80 | c & 0x3f, source, next);
  }
}
