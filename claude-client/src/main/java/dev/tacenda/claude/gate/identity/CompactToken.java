package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;

/**
 * The three parts of a signed token in its compact form (RFC 7515, 7.1), each read strictly and
 * nothing believed yet. Immutable but for its arrays, which stay in this package.
 */
@TrustedCode("A token has one spelling, and its header and payload one reading.")
final class CompactToken {
  static final int MAX_LENGTH = 16 * 1024;

  private final String[] parts;
  private final JsonValue.Members header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactToken(String[] parts) throws IdentityException {
    this.parts = parts;
    byte[] headerBytes = Base64Url.decode(parts[0]);
    this.payload = Base64Url.decode(parts[1]);
    this.signature = Base64Url.decode(parts[2]);
    this.header = StrictJson.object(headerBytes);
  }

  /**
   * Takes a token apart.
   *
   * @throws IdentityException if it is not of the form, with the reason
   */
  static CompactToken of(String token) throws IdentityException {
    if (token.length() > MAX_LENGTH) {
      throw new IdentityException(Reason.TOKEN_TOO_LONG);
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (token.chars().filter(c -> c == '.').count() == 4) {
      throw new IdentityException(Reason.TOKEN_ENCRYPTED);
    }
    boolean three = first > 0 && second > first + 1 && token.indexOf('.', second + 1) < 0;
    if (!three || second == token.length() - 1) {
      throw new IdentityException(Reason.TOKEN_PARTS_WRONG);
    }
    return new CompactToken(
        new String[] {
          token.substring(0, first), token.substring(first + 1, second), token.substring(second + 1)
        });
  }

  JsonValue.Members header() {
    return header;
  }

  /**
   * Reads the claims.
   *
   * @throws IdentityException if the payload is not a strict JSON object
   */
  JsonValue.Members claims() throws IdentityException {
    return StrictJson.object(payload);
  }

  String headerPart() {
    return parts[0];
  }

  String payloadPart() {
    return parts[1];
  }

  String signaturePart() {
    return parts[2];
  }

  /** What was signed. */
  String signedPart() {
    return parts[0] + "." + parts[1];
  }

  int signatureLength() {
    return signature.length;
  }

  @Override
  public String toString() {
    return "CompactToken";
  }
}
