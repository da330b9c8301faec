package dev.tacenda.mask.internal.style;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes IP addresses of the ranges that are set aside for documentation: 192.0.2.0/24,
 * 198.51.100.0/24 and 203.0.113.0/24 (RFC 5737), and 2001:db8::/32 (RFC 3849). There are only 768
 * of the former, so different addresses of version 4 can become one. An address of these ranges is
 * no secret and needs no check. Immutable.
 */
public final class AddressShape implements Mark {
  private static final List<byte[]> V4_RANGES =
      List.of(ascii("192.0.2."), ascii("198.51.100."), ascii("203.0.113."));
  private static final byte[] V6_RANGE = ascii("2001:db8:");
  private static final int V6_LENGTH = V6_RANGE.length + 6 * 5 - 1;
  private static final int V6_GROUPS = 8;
  private static final byte[] HEX = ascii("0123456789abcdef");

  private final KeyedHash hash;

  public AddressShape(KeyedHash hash) {
    this.hash = hash;
  }

  /** Returns the address that stands for {@code value}, or empty if that is no address. */
  Optional<byte[]> of(byte[] value) {
    if (isV4(value)) {
      KeyedDraws draws = new KeyedDraws(hash, "shape of an IPv4 address", value);
      byte[] range = V4_RANGES.get(draws.below(V4_RANGES.size()));
      String prefix = new String(range, StandardCharsets.US_ASCII);
      return Optional.of(ascii(prefix + draws.below(256)));
    }
    return isV6(value) ? Optional.of(v6(value)) : Optional.empty();
  }

  private byte[] v6(byte[] value) {
    KeyedDraws draws = new KeyedDraws(hash, "shape of an IPv6 address", value);
    byte[] out = new byte[V6_LENGTH];
    System.arraycopy(V6_RANGE, 0, out, 0, V6_RANGE.length);
    for (int i = V6_RANGE.length; i < out.length; i++) {
      out[i] = isColonPlace(i) ? (byte) ':' : draws.of(HEX);
    }
    return out;
  }

  @Override
  public boolean mayStartWith(byte first) {
    return first == '1' || first == '2';
  }

  @Override
  public int endOf(byte[] text, int start, int limit) {
    for (byte[] range : V4_RANGES) {
      if (Ascii.startsWith(text, start, limit, range)) {
        return endOfV4(text, start, start + range.length, limit);
      }
    }
    return Ascii.startsWith(text, start, limit, V6_RANGE) ? endOfV6(text, start, limit) : -1;
  }

  private static int endOfV4(byte[] text, int start, int lastByte, int limit) {
    int end = lastByte;
    int value = 0;
    while (end < limit && end - lastByte < 3 && Ascii.isDigit(text[end])) {
      value = 10 * value + text[end++] - '0';
    }
    boolean goesOn =
        end < limit && Ascii.isAlphanumeric(text[end])
            || end + 1 < limit && text[end] == '.' && Ascii.isDigit(text[end + 1]);
    boolean began = start > 0 && (text[start - 1] == '.' || Ascii.isAlphanumeric(text[start - 1]));
    return end == lastByte || value > 255 || goesOn || began ? -1 : end;
  }

  private static int endOfV6(byte[] text, int start, int limit) {
    int end = start + V6_LENGTH;
    if (end > limit || end < limit && isInV6(text[end]) || start > 0 && isInV6(text[start - 1])) {
      return -1;
    }
    for (int i = V6_RANGE.length; i < V6_LENGTH; i++) {
      byte b = text[start + i];
      if (isColonPlace(i) ? b != ':' : !Ascii.isLowerHex(b)) {
        return -1;
      }
    }
    return end;
  }

  private static boolean isColonPlace(int i) {
    return (i - V6_RANGE.length) % 5 == 4;
  }

  private static boolean isInV6(byte b) {
    return b == ':' || Ascii.isAlphanumeric(b);
  }

  private static boolean isV4(byte[] value) {
    int number = -1;
    int dots = 0;
    for (byte b : value) {
      if (b == '.' && number >= 0) {
        dots++;
        number = -1;
      } else if (Ascii.isDigit(b)) {
        number = 10 * Math.max(number, 0) + b - '0';
        if (number > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dots == 3 && number >= 0;
  }

  /** Groups of hexadecimal digits, of which one run may be left out. */
  private static boolean isV6(byte[] value) {
    int groups = 0;
    int digits = 0;
    int gaps = 0;
    for (int i = 0; i < value.length; i++) {
      if (value[i] == ':') {
        gaps += i > 0 && value[i - 1] == ':' ? 1 : 0;
        digits = 0;
      } else if (isHex(value[i])) {
        groups += digits == 0 ? 1 : 0;
        if (++digits > 4) {
          return false;
        }
      } else {
        return false;
      }
    }
    return gaps == 0 && groups == V6_GROUPS || gaps == 1 && groups > 1 && groups < V6_GROUPS;
  }

  private static boolean isHex(byte b) {
    return Ascii.isLowerHex(b) || b >= 'A' && b <= 'F';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
