package dev.tacenda.claude.gate.identity;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Checks signatures with java-jwt. It sees a token only once we have taken it apart ourselves. */
@TrustedCode("Only what the key's owner signed passes.")
final class Signatures {
  private Signatures() {}

  /**
   * Returns if {@code token} is signed with {@code key}.
   *
   * @param key one that fits the algorithm
   * @throws IdentityException if it is not
   */
  static void require(CompactToken token, TokenAlgorithm algorithm, VerificationKey key)
      throws IdentityException {
    if (token.signatureLength() != key.signatureBytes(algorithm)) {
      throw new IdentityException(Reason.SIGNATURE_LENGTH_WRONG);
    }
    try {
      of(algorithm, key).verify(new SignedParts(token));
    } catch (SignatureVerificationException | IllegalArgumentException e) {
      throw new IdentityException(Reason.SIGNATURE_WRONG);
    }
  }

  private static Algorithm of(TokenAlgorithm algorithm, VerificationKey key) {
    return switch (algorithm) {
      case RS256 -> Algorithm.RSA256((RSAPublicKey) key.key(), null);
      case RS384 -> Algorithm.RSA384((RSAPublicKey) key.key(), null);
      case RS512 -> Algorithm.RSA512((RSAPublicKey) key.key(), null);
      case PS256 -> Algorithm.RSA256PSS((RSAPublicKey) key.key(), null);
      case PS384 -> Algorithm.RSA384PSS((RSAPublicKey) key.key(), null);
      case PS512 -> Algorithm.RSA512PSS((RSAPublicKey) key.key(), null);
      case ES256 -> Algorithm.ECDSA256((ECPublicKey) key.key(), null);
      case ES384 -> Algorithm.ECDSA384((ECPublicKey) key.key(), null);
      case ES512 -> Algorithm.ECDSA512((ECPublicKey) key.key(), null);
    };
  }
}
