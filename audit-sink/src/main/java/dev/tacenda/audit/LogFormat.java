package dev.tacenda.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * How a line of the log is built, hashed and checked.
 *
 * <p>A line is one JSON object and a line feed. Its first members are {@code v}, {@code chain},
 * {@code seq} and {@code prev}; its last is {@code crc}. What is hashed is the stored line without
 * the line feed, never a second serialisation of it: {@code SHA-256(0x00 || line)}, which is also
 * the leaf hash of a Merkle tree after RFC 6962, section 2.1. {@code crc} is CRC32C (RFC 3720,
 * appendix B.4) over all bytes of the line before {@code ,"crc":}, so damage is told apart from
 * tampering.
 */
final class LogFormat {
  static final int CHAIN_DIGITS = 32;

  /** The {@code prev} of the first line. */
  static final String GENESIS = "0".repeat(64);

  /** The longest line, without its line feed. A record with the most counts stays below it. */
  static final int MAX_LINE_BYTES = 1 << 20;

  static final byte[] LINE_START = ascii("{\"v\":1,\"chain\":\"");
  static final byte[] CRC_START = ascii(",\"crc\":\"");
  static final byte[] LINE_END = ascii("\"}");
  static final int CRC_DIGITS = 8;

  /** The length of {@code ,"crc":"01234567"}}, which ends each line. */
  static final int TRAILER_BYTES = CRC_START.length + CRC_DIGITS + LINE_END.length;

  private static final byte LEAF = 0;

  private LogFormat() {}

  /** Returns the hash of a line, given without its line feed. */
  static String hash(MessageDigest digest, byte[] buffer, int length) {
    digest.update(LEAF);
    digest.update(buffer, 0, length);
    return Hex.of(digest.digest());
  }

  /** Returns the check sum of the first {@code length} bytes as a line spells it. */
  static byte[] crc(byte[] buffer, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer, 0, length);
    byte[] digits = new byte[CRC_DIGITS];
    long value = crc.getValue();
    for (int i = CRC_DIGITS - 1; i >= 0; i--) {
      digits[i] = (byte) Character.forDigit((int) (value & 0xf), 16);
      value >>>= 4;
    }
    return digits;
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
