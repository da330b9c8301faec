package dev.tacenda.mask.internal.shape;

import dev.tacenda.mask.TrustedCode;
import java.util.Arrays;

/**
 * The places of one text at which a token can begin: where {@link TokenEdges#mayBegin} says so, and
 * not {@linkplain TokenEdges#isInBase64 in base64}. All rules that look behind the same word ask
 * for the same places, so those of 64 bytes are found at once and kept for a while. Confined to one
 * thread.
 */
public final class TokenBegins {
  private static final int BLOCK = Long.SIZE;

  /** Blocks that are kept; the farthest that a word reaches lies in the sixth from its own. */
  private static final int KEPT = 16;

  /** Further behind a backslash, a percent or equals sign or a bracket than this no escape ends. */
  private static final int MAX_ESCAPE = 24;

  /** How many bytes before a place decide. */
  private static final int LOOK_BACK = TokenEdges.MIN_BASE64;

  private static final int IN_WORD = 1;
  private static final int IN_BASE64 = 2;
  private static final int DIGIT = 4;
  private static final int UPPER = 8;
  private static final int LOWER = 16;
  private static final int MARK = 32;
  private static final int[] KINDS = kinds();

  private byte[] text = {};
  private int from;
  private final long[] bits = new long[KEPT];
  private final int[] blockOf = new int[KEPT];

  /**
   * Starts with no places of a text known.
   *
   * @param start the beginning of the first line; nothing before it is looked at
   */
  public void restart(byte[] line, int start) {
    text = line;
    from = start;
    Arrays.fill(blockOf, -1);
  }

  private static int[] kinds() {
    int[] kinds = new int[256];
    for (int b = 0; b < 128; b++) {
      kinds[b] =
          (ByteClass.WORD.contains((byte) b) ? IN_WORD : 0)
              | (TokenEdges.BASE64.contains((byte) b) ? IN_BASE64 : 0)
              | (ByteClass.DIGITS.contains((byte) b) ? DIGIT : 0)
              | (b >= 'A' && b <= 'Z' ? UPPER : 0)
              | (b >= 'a' && b <= 'z' ? LOWER : 0)
              | ("\\%=[".indexOf(b) >= 0 ? MARK : 0);
    }
    return kinds;
  }

  /**
   * Returns the first such place from {@code at} on and before {@code to}; without one {@code to},
   * or {@code at} if that is not before it.
   */
  @TrustedCode("no place at which a token begins is left out")
  public int next(int at, int to) {
    int place = at;
    while (place < to) {
      long left = block(place / BLOCK) >>> place % BLOCK;
      if (left != 0) {
        return Math.min(place + Long.numberOfTrailingZeros(left), to);
      }
      place = (place / BLOCK + 1) * BLOCK;
    }
    return Math.max(at, to);
  }

  private long block(int block) {
    int slot = block % KEPT;
    if (blockOf[slot] != block) {
      bits[slot] = placesFrom(block * BLOCK);
      blockOf[slot] = block;
    }
    return bits[slot];
  }

  /** Finds the places among the next 64; a bit for each. */
  private long placesFrom(int start) {
    long places = 0;
    int first = Math.max(from, start);
    int end = Math.min(start + BLOCK, text.length);
    Run before = new Run();
    for (int i = Math.max(from, start - LOOK_BACK); i < first; i++) {
      before.add(i);
    }
    for (int i = first; i < end; i++) {
      places |= mayBegin(i, before) ? 1L << (i - start) : 0;
      before.add(i);
    }
    return places;
  }

  private boolean mayBegin(int i, Run before) {
    if (i == from) {
      return true;
    }
    if ((KINDS[text[i - 1] & 0xff] & IN_WORD) != 0) {
      return i - before.mark <= MAX_ESCAPE && TokenEdges.endsEscape(text, from, i);
    }
    boolean sign = text[i - 1] == '+' || text[i - 1] == '/';
    return !sign || !before.isBase64(i);
  }

  /** What goes before a place: the last of the bytes of each kind that matters. */
  private final class Run {
    private int mark = from - MAX_ESCAPE - 1;
    private int other = from - 1;
    private int digit = other;
    private int upper = other;
    private int lower = other;

    void add(int i) {
      int kind = KINDS[text[i] & 0xff];
      mark = (kind & MARK) != 0 ? i : mark;
      other = (kind & IN_BASE64) == 0 ? i : other;
      digit = (kind & DIGIT) != 0 ? i : digit;
      upper = (kind & UPPER) != 0 ? i : upper;
      lower = (kind & LOWER) != 0 ? i : lower;
    }

    private boolean isBase64(int end) {
      int start = end - TokenEdges.MIN_BASE64;
      return other < start && start >= from && Math.min(digit, Math.min(upper, lower)) >= start;
    }
  }
}
