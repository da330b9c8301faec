package dev.tacenda.audit;

import java.util.HexFormat;

/** Lower-case hexadecimal text, the only spelling that a log accepts. */
final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  static String of(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /** Returns {@code value}, or throws an exception that names the field only. */
  static String checkSha256(String field, String value) {
    if (!isSha256(value)) {
      throw new IllegalArgumentException(field + " must be 64 lower-case hexadecimal digits");
    }
    return value;
  }

  static boolean isSha256(String text) {
    return isLower(text, 64);
  }

  /** Returns true if {@code text} is exactly {@code digits} lower-case hexadecimal digits. */
  static boolean isLower(String text, int digits) {
    return text.length() == digits
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
