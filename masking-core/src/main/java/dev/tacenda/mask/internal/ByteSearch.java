package dev.tacenda.mask.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in ranges of byte arrays that go over many bytes at a time. */
public final class ByteSearch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** The bit that a quote has more than a blank. */
  private static final int QUOTE_BIT = '"' ^ ' ';

  private static final long QUOTE_BITS = QUOTE_BIT * ONES;
  private static final long PLAIN = (' ' + 1) * ONES;
  private static final long TO_ZERO = (0x80 - '0') * ONES;
  private static final long ABOVE_NINE = (0x7f - '9') * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private ByteSearch() {}

  /** Returns the eight bytes from {@code at} on, the first in the lowest bits. */
  public static long word(byte[] text, int at) {
    return (long) LONG.get(text, at);
  }

  /** Returns where {@code wanted} first stands within {@code text[from, to)}, or -1. */
  public static int indexOf(byte[] text, int from, int to, byte wanted) {
    return indexOf(text, from, to, wanted, wanted);
  }

  /**
   * Returns a word in which the lowest of the highest bits that are set is that of the first null
   * among {@code bytes}: subtracting one from a null borrows from its highest bit.
   */
  private static long nulls(long bytes) {
    return bytes - ONES & ~bytes;
  }

  /** Returns the number of the first byte whose highest bit is set. */
  private static int firstOf(long highBits) {
    return Long.numberOfTrailingZeros(highBits) / Byte.SIZE;
  }

  /** Returns where one of two bytes first stands within {@code text[from, to)}, or -1. */
  public static int indexOf(byte[] text, int from, int to, byte a, byte b) {
    long eachA = (a & 0xff) * ONES;
    long eachB = (b & 0xff) * ONES;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long bytes = (long) LONG.get(text, i);
      long differA = bytes ^ eachA;
      long differB = bytes ^ eachB;
      long found = (nulls(differA) | nulls(differB)) & HIGHS;
      if (found != 0) {
        return i + firstOf(found);
      }
    }
    for (; i < to; i++) {
      if (text[i] == a || text[i] == b) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns where a byte from {@code low} to {@code high}, or the byte {@code other}, first stands
   * within {@code text[from, to)}, or -1. The bounds are ASCII. Adding to the seven low bits of
   * each byte carries into its highest bit if it is large enough.
   */
  public static int indexOfRange(byte[] text, int from, int to, byte low, byte high, byte other) {
    long toLow = (0x80 - low) * ONES;
    long aboveHigh = (0x7f - high) * ONES;
    long eachOther = other * ONES;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long bytes = (long) LONG.get(text, i);
      long ascii = bytes & ~HIGHS;
      long inRange = ascii + toLow & ~(ascii + aboveHigh) & ~bytes;
      long differ = bytes ^ eachOther;
      long found = (inRange | nulls(differ)) & HIGHS;
      if (found != 0) {
        return i + firstOf(found);
      }
    }
    for (; i < to; i++) {
      byte b = text[i];
      if (b >= low && b <= high || b == other) {
        return i;
      }
    }
    return -1;
  }

  /** Returns where a digit first stands within {@code text[from, to)}, or -1. */
  public static int indexOfDigit(byte[] text, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long bytes = (long) LONG.get(text, i);
      long ascii = bytes & ~HIGHS;
      long found = ascii + TO_ZERO & ~(ascii + ABOVE_NINE) & ~bytes & HIGHS;
      if (found != 0) {
        return i + firstOf(found);
      }
    }
    while (i < to && (text[i] < '0' || text[i] > '9')) {
      i++;
    }
    return i < to ? i : -1;
  }

  /** Returns where {@code wanted} first stands twice within {@code text[from, to)}, or -1. */
  public static int indexOfTwice(byte[] text, int from, int to, byte wanted) {
    long each = (wanted & 0xff) * ONES;
    int i = from;
    // The last byte of a word is the first of the next one.
    for (; i <= to - Long.BYTES; i += Long.BYTES - 1) {
      long nulls = nulls((long) LONG.get(text, i) ^ each) & HIGHS;
      if ((nulls & nulls >>> Byte.SIZE) != 0) {
        break;
      }
    }
    for (; i < to - 1; i++) {
      if (text[i] == wanted && text[i + 1] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the first place in {@code text[from, to)} that is no ASCII or NUL, or {@code to}. */
  public static int skipAscii(byte[] text, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long bytes = (long) LONG.get(text, i);
      if (((bytes | bytes - ONES) & HIGHS) != 0) {
        break;
      }
      i += Long.BYTES;
    }
    while (i < to && text[i] > 0) {
      i++;
    }
    return i;
  }

  /**
   * Returns the first place in {@code text[from, to)} that is no plain text of a JSON string, but a
   * quote, a backslash or a control character below the blank; or {@code to}. The quote and the
   * blank change places before the comparison, so that quotes and control characters are what is
   * less than a number.
   */
  public static int skipPlainJson(byte[] text, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long bytes = (long) LONG.get(text, i);
      long swapped = bytes ^ QUOTE_BITS;
      long differ = bytes ^ BACKSLASHES;
      long found = ((swapped - PLAIN & ~swapped) | nulls(differ)) & HIGHS;
      if (found != 0) {
        return i + firstOf(found);
      }
    }
    while (i < to && isPlainJson(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isPlainJson(byte b) {
    return b != '"' && b != '\\' && (b & 0xff) >= ' ';
  }

  /**
   * Returns where the first run of at least {@code length} bytes of a class begins in {@code
   * text[from, to)}, or -1. Looks only where such a run would have to reach: a byte of another
   * class excludes all runs over it.
   *
   * @param members for each byte, as an unsigned number, whether it is of the class
   */
  public static int runOf(boolean[] members, int length, byte[] text, int from, int to) {
    int last = from + length - 1;
    while (last < to) {
      int before = last;
      while (last - before < length && members[text[before] & 0xff]) {
        before--;
      }
      if (last - before == length) {
        return before + 1;
      }
      last = before + length;
    }
    return -1;
  }
}
