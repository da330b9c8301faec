package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Base58Check: a version byte, 20 bytes, and the first four bytes of their double SHA-256, in an
 * alphabet without 0, O, I and l (Bitcoin Core, base58.cpp).
 */
final class Base58Check {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int MAX_LENGTH = 35;
  private static final int PAYLOAD = 21;
  private static final int CHECKSUM = 4;

  /** The value of each ASCII character, or -1. */
  private static final byte[] VALUES = values();

  private Base58Check() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    for (int b = 0; b < values.length; b++) {
      values[b] = (byte) ALPHABET.indexOf(b);
    }
    return values;
  }

  /** Returns true if {@code line[start, end)} decodes to an address with a valid checksum. */
  @TrustedCode("true for every valid address")
  static boolean isAddress(byte[] line, int start, int end) {
    if (end - start > MAX_LENGTH || !isInAlphabet(line, start, end)) {
      return false;
    }
    byte[] decoded = new byte[PAYLOAD + CHECKSUM];
    for (int i = start; i < end; i++) {
      int carry = VALUES[line[i]];
      for (int k = decoded.length - 1; k >= 0; k--) {
        carry += 58 * (decoded[k] & 0xff);
        decoded[k] = (byte) carry;
        carry >>>= 8;
      }
      if (carry != 0) {
        return false; // more than 25 bytes
      }
    }
    if (leadingOnes(line, start, end) != leadingZeros(decoded)) {
      return false; // before the hash, which costs more than all the rest
    }
    byte[] hash = sha256(sha256(Arrays.copyOf(decoded, PAYLOAD)));
    return Arrays.equals(hash, 0, CHECKSUM, decoded, PAYLOAD, decoded.length);
  }

  /** Most long words hold another letter, which costs less to find out than to decode. */
  private static boolean isInAlphabet(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line[i] < 0 || VALUES[line[i]] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Each leading zero byte is written as a 1. */
  private static int leadingOnes(byte[] line, int start, int end) {
    int count = 0;
    while (start + count < end && line[start + count] == '1') {
      count++;
    }
    return count;
  }

  private static int leadingZeros(byte[] decoded) {
    int count = 0;
    while (count < PAYLOAD && decoded[count] == 0) {
      count++;
    }
    return count;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
