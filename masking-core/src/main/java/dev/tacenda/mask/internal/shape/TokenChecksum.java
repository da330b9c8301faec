package dev.tacenda.mask.internal.shape;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A checksum that some vendors put at the end of their tokens. It can tell how sure a finding is,
 * never that it is none: a mistyped or made-up token is shaped like a secret all the same.
 */
public enum TokenChecksum {
  /** GitHub and npm: the CRC-32 of the 30 characters behind the prefix, in 6 digits of base 62. */
  CRC32_BASE62 {
    @Override
    public Verdict of(byte[] text, int start, int end) {
      int body = end - CHECK_DIGITS - BODY_LENGTH;
      return body <= start || text[body - 1] != '_'
          ? Verdict.UNKNOWN
          : verdict(base62(crc32(text, body, end - CHECK_DIGITS)), text, end);
    }
  },
  /** Grafana: the CRC-32 of all before the last underscore, in hexadecimal, lowest byte first. */
  CRC32_HEX {
    @Override
    public Verdict of(byte[] text, int start, int end) {
      int check = end - HEX_DIGITS;
      return check <= start + 1 || text[check - 1] != '_'
          ? Verdict.UNKNOWN
          : verdict(hex(crc32(text, start, check - 1)), text, end);
    }
  };

  private static final int BODY_LENGTH = 30;
  private static final int CHECK_DIGITS = 6;
  private static final int HEX_DIGITS = 8;
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** What a checksum says about a token. */
  public enum Verdict {
    /** It is right: chance does this once in four thousand million times. */
    RIGHT,
    /** It is wrong. */
    WRONG,
    /** The token is not one that has it, or its end is not where it should be. */
    UNKNOWN
  }

  /** Returns what the checksum of the token {@code text[start, end)} says. */
  public abstract Verdict of(byte[] text, int start, int end);

  private static Verdict verdict(String expected, byte[] text, int end) {
    int from = end - expected.length();
    String actual = new String(text, from, expected.length(), StandardCharsets.ISO_8859_1);
    return expected.equals(actual) ? Verdict.RIGHT : Verdict.WRONG;
  }

  private static long crc32(byte[] text, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(text, from, to - from);
    return crc.getValue();
  }

  private static String base62(long number) {
    StringBuilder digits = new StringBuilder();
    long rest = number;
    for (int i = 0; i < CHECK_DIGITS; i++) {
      digits.append(BASE62.charAt((int) (rest % BASE62.length())));
      rest /= BASE62.length();
    }
    return digits.reverse().toString();
  }

  private static String hex(long number) {
    return String.format("%08x", Integer.reverseBytes((int) number));
  }
}
