package dev.tacenda.audit;

/**
 * Which policy was in force. Immutable.
 *
 * @param name 1 to 64 of {@code a-z 0-9 . _ -}
 * @param revision the policy's revision, 0 or more
 * @param digest SHA-256 of the policy's canonical form, 64 lower-case hexadecimal digits
 */
public record PolicyRef(String name, long revision, String digest) {
  /**
   * @throws IllegalArgumentException if a part is not as described
   */
  public PolicyRef {
    FieldRule.POLICY_NAME.check("policy name", name);
    Hex.checkSha256("policy digest", digest);
    if (revision < 0) {
      throw new IllegalArgumentException("policy revision must be >= 0, was " + revision);
    }
  }
}
