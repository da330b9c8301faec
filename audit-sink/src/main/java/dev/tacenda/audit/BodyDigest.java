package dev.tacenda.audit;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.TrustedCode;

/**
 * Length and SHA-256 of a body after masking. It can only be made from a {@link MaskResult}, which
 * only the masker can make, so a record never holds a hash of unmasked bytes (such a hash would let
 * a reader test guesses of a secret). Immutable.
 */
public final class BodyDigest {
  private final long bytes;
  private final String sha256;

  private BodyDigest(byte[] masked) {
    this.bytes = masked.length;
    this.sha256 = Hex.of(Sha256.newDigest().digest(masked));
  }

  /** Returns the digest of the masked bytes of {@code result}. */
  @TrustedCode("hashes masked bytes only; there is no other way to make a BodyDigest")
  public static BodyDigest of(MaskResult result) {
    return new BodyDigest(result.bytes());
  }

  /** Returns the length of the masked body in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns the SHA-256 of the masked body as 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  @Override
  public String toString() {
    return "BodyDigest[" + bytes + " bytes, " + sha256 + "]";
  }
}
