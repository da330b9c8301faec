package dev.tacenda.mask.internal.style;

import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes 32 lower-case hexadecimal digits for a value: 96 bits of a keyed hash of it, and a check
 * of 32 bits over them. Recognised where no other hexadecimal digit stands beside it. Immutable.
 */
@TrustedCode("The digits reveal nothing about their value; only genuine ones are left alone.")
public final class HashText implements Mark {
  private static final int TAG = 24;
  private static final int LENGTH = 32;

  private final KeyedHash hash;

  public HashText(KeyedHash hash) {
    this.hash = hash;
  }

  /** Returns the digits that stand for {@code value}. */
  public byte[] of(byte[] value) {
    String tag = hex(hash.of("hash", value), TAG);
    return ascii(tag + check(ascii(tag)));
  }

  @Override
  public boolean mayStartWith(byte first) {
    return Ascii.isLowerHex(first);
  }

  @Override
  public int endOf(byte[] text, int start, int limit) {
    int end = start + LENGTH;
    if (start > 0 && Ascii.isLowerHex(text[start - 1])) {
      return -1; // in the middle of a run, whose beginning was looked at before
    }
    if (end > limit || end < limit && Ascii.isLowerHex(text[end]) || !isHex(text, start, end)) {
      return -1;
    }
    byte[] check = ascii(check(Arrays.copyOfRange(text, start, start + TAG)));
    return Ascii.startsWith(text, start + TAG, limit, check) ? end : -1;
  }

  private String check(byte[] tag) {
    return hex(hash.of("hash check", tag), LENGTH - TAG);
  }

  private static boolean isHex(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isLowerHex(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static String hex(byte[] hash, int digits) {
    return HexFormat.of().formatHex(hash, 0, digits / 2);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
