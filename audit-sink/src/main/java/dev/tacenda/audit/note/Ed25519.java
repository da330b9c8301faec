package dev.tacenda.audit.note;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** The platform's Ed25519 over raw keys of 32 bytes (RFC 8032, 5.1.5). */
final class Ed25519 {
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final String ALGORITHM = "Ed25519";
  private static final int SIGN_BIT = 0x80;

  private Ed25519() {}

  /**
   * Returns the key that 32 bytes stand for.
   *
   * @throws GeneralSecurityException if they stand for no point of the curve
   */
  static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] y = reversed(raw);
    boolean xIsOdd = (y[0] & SIGN_BIT) != 0;
    y[0] &= (byte) ~SIGN_BIT;
    EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, y));
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  /**
   * Returns the 32 bytes of the public key that belongs to {@code seed}. The platform only derives
   * it when it makes a new pair, so a pair is made from "randomness" that is the seed.
   */
  static byte[] publicBytes(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
    EdECPoint point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
    byte[] y = point.getY().toByteArray();
    byte[] raw = new byte[KEY_BYTES];
    for (int i = 0; i < Math.min(y.length, KEY_BYTES); i++) {
      raw[i] = y[y.length - 1 - i];
    }
    raw[KEY_BYTES - 1] |= (byte) (point.isXOdd() ? SIGN_BIT : 0);
    return raw;
  }

  static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    if (signed.length != SIGNATURE_BYTES) {
      return false; // the platform would overlook zeros behind it
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // what cannot be checked is not signed
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  /** Gives out one seed. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seeded(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
