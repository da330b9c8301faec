package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * In which session each token was shown first. One token makes many calls, so it may be shown again
 * and again, but in that session only. A token is known by its {@code jti}, or by what was signed;
 * never by its spelling as a whole, because a signature by ECDSA has two. Thread-safe.
 *
 * <p>Held in memory: two processes, or one that is started again, do not know of each other.
 */
@TrustedCode("A token that was shown in one session is of no use in another one.")
final class TokenSessions {
  static final int MAX_TOKENS = 100_000;
  private static final int MAX_ID = 256;

  private final Clock clock;
  private final int maxTokens;
  private final Map<String, Shown> tokens = new HashMap<>();
  private Instant nextExpiry = Instant.MAX;

  /** Where a token was shown, and when it does not count any more. */
  private record Shown(String session, Instant until) {}

  TokenSessions(Clock clock) {
    this(clock, MAX_TOKENS);
  }

  TokenSessions(Clock clock, int maxTokens) {
    this.clock = clock;
    this.maxTokens = maxTokens;
  }

  /**
   * Returns if a token that was verified may be shown in {@code session}.
   *
   * @param until when it does not count any more
   * @throws IdentityException if it was shown in another one before, or there are too many tokens
   */
  void require(String session, String issuer, CompactToken token, Members claims, Instant until)
      throws IdentityException {
    String id = claims.has("jti") ? "jti:" + jti(claims) : "signed:" + token.signedPart();
    String key = Sha256.hex(issuer + "\n" + id);
    synchronized (this) {
      Shown shown = tokens.get(key);
      if (shown == null) {
        requireRoom();
        tokens.put(key, new Shown(session, until));
        nextExpiry = until.isBefore(nextExpiry) ? until : nextExpiry;
      } else if (!shown.session().equals(session)) {
        throw new IdentityException(Reason.TOKEN_IN_OTHER_SESSION);
      }
    }
  }

  private void requireRoom() throws IdentityException {
    Instant now = clock.instant();
    if (tokens.size() >= maxTokens && now.isAfter(nextExpiry)) {
      tokens.values().removeIf(shown -> now.isAfter(shown.until()));
      nextExpiry =
          tokens.values().stream().map(Shown::until).min(Instant::compareTo).orElse(Instant.MAX);
    }
    if (tokens.size() >= maxTokens) {
      throw new IdentityException(Reason.SESSIONS_TOO_MANY);
    }
  }

  private static String jti(Members claims) throws IdentityException {
    String id = claims.text("jti");
    if (id == null || id.isEmpty() || id.length() > MAX_ID) {
      throw new IdentityException(Reason.TOKEN_ID_MALFORMED);
    }
    return id;
  }

  @Override
  public synchronized String toString() {
    return "TokenSessions[" + tokens.size() + " tokens]";
  }
}
