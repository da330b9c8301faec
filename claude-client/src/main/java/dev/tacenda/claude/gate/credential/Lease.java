package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.Credential;
import java.time.Duration;
import java.time.Instant;

/**
 * A credential that was obtained for a time.
 *
 * @param credential the credential
 * @param obtained from when on it is used
 * @param validUntil from when on it must not be used any more
 */
record Lease(Credential credential, Instant obtained, Instant validUntil) {

  boolean isValidAt(Instant now) {
    return now.isBefore(validUntil);
  }

  /** At 80 % of its life, so that there is time to try again before it ends. */
  boolean isDueAt(Instant now) {
    Duration life = Duration.between(obtained, validUntil);
    return !now.isBefore(obtained.plus(life.multipliedBy(4).dividedBy(5)));
  }
}
