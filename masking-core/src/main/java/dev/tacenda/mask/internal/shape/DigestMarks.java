package dev.tacenda.mask.internal.shape;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Marks that say of the value behind them that it is a digest or a revision: those of lock files,
 * package registries, image references and links to commits. A digest has the length and the
 * letters of many keys, and stands beside the name of the vendor whose package it is of.
 */
public final class DigestMarks {
  private static final int MAX_SEPARATORS = 8;

  /** Of SHA-512 in base64. */
  private static final int MAX_DIGEST = 88;

  /** What a digest follows at once. */
  private static final byte[][] ATTACHED =
      bytes(
          "h1:",
          "sha1-",
          "sha256-",
          "sha384-",
          "sha512-",
          "sha1:",
          "sha256:",
          "sha384:",
          "sha512:",
          "md5:",
          "md5-",
          "git-",
          ".tgz#",
          ".gz#",
          ".git#",
          ".zip#",
          "/commit/",
          "/commits/",
          "/tree/",
          "/blob/",
          "/raw/",
          "/statuses/",
          "/badge/",
          "/badge/grade/",
          "/badge/coverage/",
          "?rev=",
          "&rev=");

  /** Names of digests, before a colon, an equals sign, blanks or quotes. */
  private static final byte[][] NAMES =
      bytes(
          "integrity",
          "checksum",
          "digest",
          "sha",
          "sha1",
          "sha256",
          "sha512",
          "shasum",
          "md5",
          "md5sum",
          "githead",
          "commit",
          "revision",
          "etag");

  private DigestMarks() {}

  /**
   * Returns true if a mark stands before the value in {@code text[start, end)} on its line, which
   * begins at {@code from}, or before the base64 that the value is a part of. Names and the at sign
   * count only for values that can be a digest in hexadecimal.
   */
  public static boolean standBefore(byte[] text, int from, int start, int end) {
    return isAttached(text, from, start)
        || isAttached(text, from, startOfRun(text, from, start))
        || isHex(text, start, end) && (isPinned(text, from, start) || isNamed(text, from, start));
  }

  private static boolean isAttached(byte[] text, int from, int start) {
    for (byte[] mark : ATTACHED) {
      if (endsWith(text, from, start, mark)) {
        return true;
      }
    }
    return false;
  }

  /** Goes back over base64, no further than a digest is long. */
  private static int startOfRun(byte[] text, int from, int start) {
    int at = start;
    int last = Math.max(from, start - MAX_DIGEST);
    while (at > last && isBase64(text[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBase64(byte b) {
    return b == '+' || b == '/' || ByteClass.DIGITS.contains(b) || ByteClass.LETTERS.contains(b);
  }

  /** {@code action@revision}. */
  private static boolean isPinned(byte[] text, int from, int start) {
    return start > from && text[start - 1] == '@';
  }

  private static boolean isNamed(byte[] text, int from, int start) {
    int end = start;
    while (end > from && start - end < MAX_SEPARATORS && isSeparator(text[end - 1])) {
      end--;
    }
    for (byte[] name : NAMES) {
      if (end < start && endsWith(text, from, end, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] text, int from, int end, byte[] lower) {
    int at = end - lower.length;
    if (at < from) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      byte b = text[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      byte b = text[i];
      boolean digit = b >= '0' && b <= '9';
      if (!digit && !(b >= 'a' && b <= 'f') && !(b >= 'A' && b <= 'F')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == '\t' || b == ':' || b == '=' || b == '"' || b == '\'' || b == '\\';
  }

  private static byte[][] bytes(String... texts) {
    return Stream.of(texts)
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }
}
