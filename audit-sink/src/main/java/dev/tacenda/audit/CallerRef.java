package dev.tacenda.audit;

/**
 * Who sent an exchange: the issuer that vouched for the caller and the caller's name there, both
 * from a verified token. Immutable.
 *
 * @param issuer 1 to 256 visible ASCII characters without spaces
 * @param subject 1 to 256 visible ASCII characters without spaces
 */
public record CallerRef(String issuer, String subject) {
  /**
   * @throws IllegalArgumentException if a part has other characters or another length
   */
  public CallerRef {
    FieldRule.CALLER.check("issuer", issuer);
    FieldRule.CALLER.check("subject", subject);
  }
}
