package dev.tacenda.audit.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tacenda.audit.tree.TreeHasher;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What all lines of a log have in common.
 *
 * <p>A line is one JSON object and a line feed. Its first member is {@code "v":2}, its last {@code
 * crc}: CRC32C (RFC 3720, appendix B.4) over all bytes of the line before {@code ,"crc":}, so that
 * honest damage is told apart from a change by somebody who knew the format. What is hashed is the
 * stored line without its line feed, never a second serialisation of it.
 */
public final class LineFormat {
  /** The longest line, without its line feed. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  /** How many identifiers of chunks a record, or how many bytes a list of such, may have. */
  public static final int MAX_CHUNK_IDS = 16;

  /** The longest chunk, decoded. */
  public static final int MAX_CHUNK_BYTES = 1 << 16;

  static final int CHAIN_DIGITS = 32;
  static final byte[] LINE_START = ascii("{\"v\":2,\"");
  static final byte[] CRC_START = ascii(",\"crc\":\"");
  static final byte[] LINE_END = ascii("\"}");
  static final int CRC_DIGITS = 8;

  /** The length of {@code ,"crc":"01234567"}}, which ends each line. */
  static final int TRAILER_BYTES = CRC_START.length + CRC_DIGITS + LINE_END.length;

  private static final boolean[] HEX_DIGITS = hexDigits();

  private LineFormat() {}

  /** Returns true if the line ends as a line of a log and its check sum is right. */
  public static boolean hasRightCrc(byte[] buffer, int length) {
    int covered = length - TRAILER_BYTES;
    if (covered < LINE_START.length) {
      return false;
    }
    int digits = covered + CRC_START.length;
    int end = digits + CRC_DIGITS;
    return equals(buffer, covered, digits, CRC_START)
        && equals(buffer, digits, end, crc(buffer, covered))
        && equals(buffer, end, length, LINE_END);
  }

  /** Returns the check sum of the first {@code length} bytes as a line spells it. */
  static byte[] crc(byte[] buffer, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer, 0, length);
    return ascii(HexFormat.of().toHexDigits((int) crc.getValue()));
  }

  /** Returns the id of the chain of a session in the log of one writer: 32 hexadecimal digits. */
  public static String chain(String writer, String session) {
    byte[] hash = TreeHasher.sha256().digest(ascii("tacenda chain\n" + writer + "\n" + session));
    return HexFormat.of().formatHex(Arrays.copyOf(hash, CHAIN_DIGITS / 2));
  }

  /** Returns the origin of a writer's checkpoints. */
  public static String origin(String writer) {
    return "tacenda.dev/audit/" + writer;
  }

  /** Returns the name of a segment's file, for example {@code 000007.jsonl}. */
  public static String segmentName(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits + ".jsonl";
  }

  /** Returns true if {@code text} is exactly {@code digits} lower-case hexadecimal digits. */
  static boolean isHex(String text, int digits) {
    if (text.length() != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (!isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Looked up and without a branch: of short lines this is a good part of the work. */
  static boolean isHex(byte[] buffer, int from, int to) {
    boolean hex = true;
    for (int i = from; i < to; i++) {
      hex &= HEX_DIGITS[buffer[i] & 0xff];
    }
    return hex;
  }

  private static boolean isHexDigit(char c) {
    return c < HEX_DIGITS.length && HEX_DIGITS[c];
  }

  private static boolean[] hexDigits() {
    boolean[] digits = new boolean[256];
    for (char c : "0123456789abcdef".toCharArray()) {
      digits[c] = true;
    }
    return digits;
  }

  /** Returns true if {@code text} is a UUID as {@link java.util.UUID#toString} spells it. */
  static boolean isUuid(String text) {
    boolean dashed = text.length() == 36;
    for (int i = 0; dashed && i < text.length(); i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      dashed = dash ? text.charAt(i) == '-' : isHexDigit(text.charAt(i));
    }
    return dashed;
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  static boolean equals(byte[] buffer, int from, int to, byte[] expected) {
    return Arrays.equals(buffer, from, to, expected, 0, expected.length);
  }
}
