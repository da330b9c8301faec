package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An IP address and where it stands in a line. Immutable; not for keeping. */
final class IpAddress {
  private static final byte[] V4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final byte[] NAT64 = {0, 0x64, -1, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private final byte[] bytes;
  private final int start;
  private final int end;

  /** Takes 4 or 16 bytes, in network order. */
  IpAddress(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** Returns the bytes, to be left as they are. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  /** Returns where the address itself ends, before a zone and a prefix length. */
  int end() {
    return end;
  }

  boolean isV4() {
    return bytes.length == 4;
  }

  /** Returns the bytes of the IPv4 address in a mapped or translated one, else the bytes. */
  byte[] essence() {
    boolean holdsV4 = !isV4() && (beginsWith(V4_MAPPED) || beginsWith(NAT64));
    return holdsV4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  private boolean beginsWith(byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /**
   * Returns the IPv4 address that starts here (RFC 6943, section 3.1.1, strict form): four numbers
   * up to 255 without leading zeros. What stands around it is not looked at.
   */
  static @Nullable IpAddress v4At(byte[] line, int start) {
    byte[] bytes = new byte[4];
    int i = start;
    for (int k = 0; k < bytes.length; k++) {
      int from = i;
      int value = 0;
      while (Ascii.isDigitAt(line, i) && i - from < 3) {
        value = 10 * value + line[i++] - '0';
      }
      boolean wellFormed = i > from && value <= 255 && (i - from == 1 || line[from] != '0');
      boolean last = k == bytes.length - 1;
      if (!wellFormed || Ascii.isDigitAt(line, i) || !last && Ascii.at(line, i) != '.') {
        return null;
      }
      bytes[k] = (byte) value;
      i += last ? 0 : 1;
    }
    return new IpAddress(bytes, start, i);
  }

  /**
   * Returns the IPv6 address in {@code line[start, end)} (RFC 4291, section 2.2), which must be all
   * of it.
   */
  static @Nullable IpAddress v6(byte[] line, int start, int end) {
    byte[] bytes = new Ipv6Text(line, start, end).bytes();
    return bytes.length == 0 ? null : new IpAddress(bytes, start, end);
  }

  /** Names no address. */
  @Override
  public String toString() {
    return "IpAddress[" + (isV4() ? "v4" : "v6") + " at " + start + "]";
  }
}
