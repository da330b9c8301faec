package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.time.Instant;

/**
 * When a token was issued and when it expires.
 *
 * @param issued {@code iat}
 * @param expires {@code exp}
 */
@TrustedCode("A token without an end, or behind it, is refused.")
record TokenTimes(Instant issued, Instant expires) {
  /** The end of the year 9999. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private static final int MAX_DIGITS = 12;

  /**
   * Reads the times of a token and returns them if it counts at {@code now}.
   *
   * @throws IdentityException if it does not
   */
  static TokenTimes require(Members claims, TrustedIssuer issuer, Instant now)
      throws IdentityException {
    if (!claims.has("exp")) {
      throw new IdentityException(Reason.EXPIRY_MISSING);
    }
    if (!claims.has("iat")) {
      throw new IdentityException(Reason.ISSUED_AT_MISSING);
    }
    TokenTimes times =
        new TokenTimes(
            instant(claims, "iat", Reason.ISSUED_AT_MALFORMED),
            instant(claims, "exp", Reason.EXPIRY_MALFORMED));
    times.requireCurrent(issuer, now);
    requireBegun(claims, issuer.times().skew(), now);
    return times;
  }

  private void requireCurrent(TrustedIssuer issuer, Instant now) throws IdentityException {
    Duration skew = issuer.times().skew();
    if (!now.isBefore(expires.plus(skew))) {
      throw new IdentityException(Reason.EXPIRED);
    }
    if (issued.isAfter(now.plus(skew))) {
      throw new IdentityException(Reason.ISSUED_IN_FUTURE);
    }
    Duration lifetime = Duration.between(issued, expires);
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IdentityException(Reason.LIFETIME_NEGATIVE);
    }
    if (lifetime.compareTo(issuer.times().lifetime()) > 0) {
      throw new IdentityException(Reason.LIFETIME_TOO_LONG);
    }
    if (Duration.between(issued, now).compareTo(issuer.times().age().plus(skew)) > 0) {
      throw new IdentityException(Reason.TOKEN_TOO_OLD);
    }
  }

  private static void requireBegun(Members claims, Duration skew, Instant now)
      throws IdentityException {
    if (claims.has("nbf")
        && instant(claims, "nbf", Reason.NOT_BEFORE_MALFORMED).isAfter(now.plus(skew))) {
      throw new IdentityException(Reason.NOT_YET_VALID);
    }
  }

  static Instant instant(Members claims, String name, Reason malformed) throws IdentityException {
    if (!(claims.get(name) instanceof JsonValue.Numeral number)
        || !number.isWhole()
        || number.spelling().length() > MAX_DIGITS) {
      throw new IdentityException(malformed);
    }
    long seconds = Long.parseLong(number.spelling());
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw new IdentityException(malformed);
    }
    return Instant.ofEpochSecond(seconds);
  }
}
