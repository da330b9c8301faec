package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import java.util.Locale;

/**
 * How tokens may be signed (RFC 7518, 3.1). Symmetric algorithms are left out on purpose: whoever
 * can check such a token can make one.
 */
public enum TokenAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256; what almost every issuer uses. */
  RS256("RSA", "", 0),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384("RSA", "", 0),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512("RSA", "", 0),
  /** RSASSA-PSS with SHA-256. */
  PS256("RSA", "", 0),
  /** RSASSA-PSS with SHA-384. */
  PS384("RSA", "", 0),
  /** RSASSA-PSS with SHA-512. */
  PS512("RSA", "", 0),
  /** ECDSA on P-256 with SHA-256. */
  ES256("EC", "P-256", 64),
  /** ECDSA on P-384 with SHA-384. */
  ES384("EC", "P-384", 96),
  /** ECDSA on P-521 with SHA-512. */
  ES512("EC", "P-521", 132);

  private final String keyType;
  private final String curve;
  private final int signatureBytes;

  TokenAlgorithm(String keyType, String curve, int signatureBytes) {
    this.keyType = keyType;
    this.curve = curve;
    this.signatureBytes = signatureBytes;
  }

  /** Returns the algorithm that a header names in {@code alg}. */
  static TokenAlgorithm of(JsonValue.Members header) throws IdentityException {
    String name = header.text("alg");
    if (name == null) {
      throw new IdentityException(Reason.ALGORITHM_MISSING);
    }
    for (TokenAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    throw new IdentityException(reasonAgainst(name.toUpperCase(Locale.ROOT)));
  }

  private static Reason reasonAgainst(String name) {
    if (name.equals("NONE")) {
      return Reason.ALGORITHM_NONE;
    }
    return name.startsWith("HS") ? Reason.ALGORITHM_SYMMETRIC : Reason.ALGORITHM_UNKNOWN;
  }

  /** The {@code kty} of its keys. */
  String keyType() {
    return keyType;
  }

  /** The {@code crv} of its keys; empty for RSA. */
  String curve() {
    return curve;
  }

  /** The length of its signatures; 0 for RSA, where they are as long as the modulus. */
  int signatureBytes() {
    return signatureBytes;
  }
}
