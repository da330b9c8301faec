package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * Reads the text form of an IPv6 address (RFC 4291, section 2.2): eight groups of up to four
 * hexadecimal digits, one run of which may be left out as {@code ::}, and the last two of which may
 * be an IPv4 address. Used once.
 */
final class Ipv6Text {
  private static final int BYTES = 16;
  private static final int GROUP_DIGITS = 4;
  private static final byte[] NONE = {};

  private final byte[] line;
  private final int end;
  private final byte[] bytes = new byte[BYTES];
  private int at;
  private int filled;
  private int gap = -1;

  Ipv6Text(byte[] line, int start, int end) {
    this.line = line;
    this.at = start;
    this.end = end;
  }

  /** Returns the 16 bytes of the address, or none if the text is not one as a whole. */
  byte[] bytes() {
    boolean valid = isGap() ? gap() : group();
    while (valid && at < end) {
      valid = isGap() ? gap() : colon() && group();
    }
    boolean complete = gap < 0 ? filled == BYTES : filled < BYTES;
    return valid && complete ? spread() : NONE;
  }

  private boolean isGap() {
    return at + 1 < end && line[at] == ':' && line[at + 1] == ':';
  }

  /** Takes {@code ::} and the group behind it, if there is one; there is one gap at most. */
  private boolean gap() {
    if (gap >= 0) {
      return false;
    }
    gap = filled;
    at += 2;
    return at == end || group();
  }

  private boolean colon() {
    return line[at++] == ':';
  }

  private boolean group() {
    IpAddress tail = IpAddress.v4At(line, at);
    if (tail != null && tail.end() == end && filled + 4 <= BYTES) {
      System.arraycopy(tail.bytes(), 0, bytes, filled, 4);
      filled += 4;
      at = end;
      return true;
    }
    int from = at;
    int value = 0;
    while (at < end && Ascii.isHex(line[at]) && at - from < GROUP_DIGITS) {
      value = 16 * value + Character.digit(line[at++], 16);
    }
    if (at == from || filled == BYTES) {
      return false;
    }
    bytes[filled++] = (byte) (value >> 8);
    bytes[filled++] = (byte) value;
    return true;
  }

  private byte[] spread() {
    if (gap >= 0) {
      int after = filled - gap;
      System.arraycopy(bytes, gap, bytes, BYTES - after, after);
      Arrays.fill(bytes, gap, BYTES - after, (byte) 0);
    }
    return bytes;
  }
}
