package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * Ethereum addresses: {@code 0x} and 40 hexadecimal digits. In mixed case the case is a checksum
 * (EIP-55); in one case there is none. What is one digit again and again is no address of anybody.
 */
final class EthereumAddress {
  private static final int LENGTH = 42;

  private EthereumAddress() {}

  /** Returns true if {@code line[start, end)} is an address. */
  @TrustedCode("true for every address, in one case or with a valid checksum")
  static boolean isAt(byte[] line, int start, int end) {
    if (end - start != LENGTH || line[start] != '0' || Ascii.lower(line[start + 1]) != 'x') {
      return false;
    }
    byte[] digits = Arrays.copyOfRange(line, start + 2, end);
    boolean upper = false;
    boolean lower = false;
    for (byte b : digits) {
      if (!Ascii.isHex(b)) {
        return false;
      }
      upper |= Ascii.isUpper(b);
      lower |= Ascii.isLower(b);
    }
    return !CheckDigits.allSame(digits) && (!(upper && lower) || hasChecksumCase(digits));
  }

  /** A letter is a capital where the digit of the hash of the small form is 8 or more. */
  private static boolean hasChecksumCase(byte[] digits) {
    byte[] small = new byte[digits.length];
    for (int i = 0; i < digits.length; i++) {
      small[i] = (byte) Ascii.lower(digits[i]);
    }
    byte[] hash = Keccak256.hash(small);
    for (int i = 0; i < digits.length; i++) {
      int nibble = i % 2 == 0 ? hash[i / 2] >> 4 & 15 : hash[i / 2] & 15;
      if (Ascii.isLetter(digits[i]) && Ascii.isUpper(digits[i]) != nibble >= 8) {
        return false;
      }
    }
    return true;
  }
}
