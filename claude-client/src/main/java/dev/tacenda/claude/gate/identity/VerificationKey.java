package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * A public key of an issuer.
 *
 * @param keyType {@code kty}
 * @param curve {@code crv}; empty for RSA
 * @param algorithm the one {@code alg} it is for; empty if it does not say
 * @param key the key itself
 */
@TrustedCode("A key is used only with an algorithm that fits it.")
record VerificationKey(String keyType, String curve, String algorithm, PublicKey key) {

  /**
   * Returns this key if a token signed with {@code wanted} can be checked with it.
   *
   * @throws IdentityException if it does not fit
   */
  VerificationKey fitFor(TokenAlgorithm wanted) throws IdentityException {
    if (!keyType.equals(wanted.keyType()) || !curve.equals(wanted.curve())) {
      throw new IdentityException(Reason.KEY_TYPE_MISMATCH);
    }
    if (!algorithm.isEmpty() && !algorithm.equals(wanted.name())) {
      throw new IdentityException(Reason.KEY_ALGORITHM_MISMATCH);
    }
    return this;
  }

  /** The length of a signature by {@code algorithm} with this key, in bytes. */
  int signatureBytes(TokenAlgorithm used) {
    return key instanceof RSAPublicKey rsa
        ? (rsa.getModulus().bitLength() + 7) / 8
        : used.signatureBytes();
  }

  @Override
  public String toString() {
    return "VerificationKey[" + keyType + "]";
  }
}
