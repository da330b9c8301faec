package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LineFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts bytes into pieces at places that depend on the bytes before them alone, so that a body that
 * repeats another has the same pieces wherever it differs. The hash that rolls over the bytes is
 * that of FastCDC (Xia and others, USENIX ATC 2016): shifted by one, plus a random number for the
 * byte. A piece of text never ends inside a character. Has no state.
 */
final class Chunker {
  static final int MIN_BYTES = 1 << 11;
  static final int MAX_BYTES = LineFormat.MAX_CHUNK_BYTES;

  /** One place in 4096 is a cut, so a piece is 6 KB long on average. */
  private static final long CUT_MASK = 0xfffL << 52;

  private static final long[] GEAR = gear();

  private Chunker() {}

  /** Returns the numbers of SplitMix64 from seed 0. Their only merit is that they are fixed. */
  private static long[] gear() {
    long[] gear = new long[256];
    long state = 0;
    for (int i = 0; i < gear.length; i++) {
      state += 0x9e3779b97f4a7c15L;
      long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      gear[i] = mixed ^ (mixed >>> 31);
    }
    return gear;
  }

  static List<byte[]> cut(ByteBuffer content) {
    byte[] body = new byte[content.remaining()];
    content.duplicate().get(body);
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (from < body.length) {
      int end = end(body, from);
      pieces.add(Arrays.copyOfRange(body, from, end));
      from = end;
    }
    return pieces;
  }

  private static int end(byte[] body, int from) {
    int most = Math.min(body.length, from + MAX_BYTES);
    long hash = 0;
    // Each byte is shifted out after 64 more, so those long before the first cut do not matter.
    for (int i = Math.min(most, from + MIN_BYTES - Long.SIZE); i < most; i++) {
      hash = (hash << 1) + GEAR[body[i] & 0xff];
      if ((hash & CUT_MASK) == 0 && i - from >= MIN_BYTES) {
        return characterStart(body, i + 1);
      }
    }
    return most == body.length ? most : characterStart(body, most);
  }

  /** Returns {@code at}, or a place up to three bytes before it where a character starts. */
  private static int characterStart(byte[] body, int at) {
    for (int i = at; i > at - 4; i--) {
      if (i == body.length || (body[i] & 0xc0) != 0x80) {
        return i;
      }
    }
    return at;
  }
}
