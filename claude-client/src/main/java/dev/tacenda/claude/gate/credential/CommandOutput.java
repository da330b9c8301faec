package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.credential.CommandCredentials.Format;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a command has printed. Immutable. */
record CommandOutput(CredentialKind kind, Format format, Duration life, Clock clock) {
  private static final String CREDENTIAL = "credential";
  private static final String EXPIRES_AT = "expires_at";

  /** Returns what {@code printed} says, and wipes it. */
  Lease read(byte[] printed) {
    return format == Format.TEXT ? lease(SecretText.of(printed), null) : readJson(printed);
  }

  private Lease readJson(byte[] printed) {
    try {
      StrictObject object = StrictObject.read(printed, CREDENTIAL, Set.of(EXPIRES_AT));
      SealedSecret secret = object.secrets().get(CREDENTIAL);
      if (secret == null) {
        throw new CredentialException(Reason.MALFORMED);
      }
      String end = object.texts().get(EXPIRES_AT);
      return lease(secret, end == null ? null : Instant.parse(end));
    } catch (DateTimeParseException e) {
      throw new CredentialException(Reason.MALFORMED);
    } finally {
      Arrays.fill(printed, (byte) 0);
    }
  }

  private Lease lease(SealedSecret secret, @Nullable Instant stated) {
    Instant now = clock.instant();
    Instant latest = now.plus(life);
    Instant end = stated == null || stated.isAfter(latest) ? latest : stated;
    return new Lease(kind.credential(secret), now, end);
  }
}
