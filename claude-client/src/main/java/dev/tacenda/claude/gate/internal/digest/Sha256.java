package dev.tacenda.claude.gate.internal.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hex where it is text. */
public final class Sha256 {
  private static final int HEX_DIGITS = 64;

  private Sha256() {}

  /** Returns the 32 bytes of the hash. */
  public static byte[] of(byte[] content) {
    return digest().digest(content);
  }

  /** Returns the hash in 64 digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(of(content));
  }

  /** Returns the hash of a text in UTF-8, in 64 digits. */
  public static String hex(String content) {
    return hex(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns half of the hash in 32 digits: enough that nobody finds two contents that share it. */
  public static String halfHex(byte[] content) {
    return hex(content).substring(0, HEX_DIGITS / 2);
  }

  /** Returns true for what {@link #hex} can return. */
  public static boolean isHex(String text) {
    return text.length() == HEX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must support SHA-256", e);
    }
  }
}
