package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/** RSA keys of a size and form that nobody can factor today. */
@TrustedCode("Weak RSA keys are refused.")
final class RsaKeys {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 8192;
  private static final int MAX_EXPONENT_BITS = 32;
  private static final BigInteger F4 = BigInteger.valueOf(65_537);

  /**
   * The primes that keys of a broken generator betray themselves by (CVE-2017-15361): modulo each
   * of them such a modulus is a power of 65,537, which of others only one in 2^27 is.
   */
  private static final int[] TELLING = {
    11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157
  };

  private RsaKeys() {}

  /**
   * Returns the key of that modulus and exponent, both big-endian.
   *
   * @throws IdentityException if the key is too weak, or too long to be checked in reasonable time
   * @throws GeneralSecurityException if the platform does not take it
   */
  static PublicKey of(byte[] modulus, byte[] exponent)
      throws IdentityException, GeneralSecurityException {
    BigInteger n = new BigInteger(1, modulus);
    BigInteger e = new BigInteger(1, exponent);
    if (n.bitLength() > MAX_BITS) {
      throw new IdentityException(Reason.KEY_TOO_LONG);
    }
    boolean weakExponent = e.compareTo(BigInteger.TWO) <= 0 || !e.testBit(0);
    if (n.bitLength() < MIN_BITS || !n.testBit(0) || weakExponent || isOfBrokenGenerator(n)) {
      throw new IdentityException(Reason.KEY_TOO_WEAK);
    }
    if (e.bitLength() > MAX_EXPONENT_BITS) {
      throw new IdentityException(Reason.KEY_MALFORMED);
    }
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
  }

  private static boolean isOfBrokenGenerator(BigInteger n) {
    for (int prime : TELLING) {
      BigInteger p = BigInteger.valueOf(prime);
      if (!isPower(n.mod(p).intValue(), F4.mod(p).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPower(int value, int base, int prime) {
    int power = 1;
    do {
      if (power == value) {
        return true;
      }
      power = power * base % prime;
    } while (power != 1);
    return false;
  }
}
