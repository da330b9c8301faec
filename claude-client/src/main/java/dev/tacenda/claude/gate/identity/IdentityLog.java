package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What is logged of identities: configured issuers, codes, and hashes of what anybody may write
 * into a token. Never a token, a claim, or what a server has answered.
 */
final class IdentityLog {
  private static final int HASH_DIGITS = 8;

  private final Logger logger;

  IdentityLog() {
    this(System.getLogger("dev.tacenda.claude.gate.identity"));
  }

  IdentityLog(Logger logger) {
    this.logger = logger;
  }

  /** A token whose issuer is not known yet was refused. */
  void refused(Reason reason) {
    logger.log(Level.DEBUG, "token refused: {0}", reason);
  }

  /** A token of a configured issuer was refused. */
  void refused(Reason reason, String issuer, String keyId) {
    if (logger.isLoggable(Level.DEBUG)) {
      logger.log(
          Level.DEBUG, "token refused: {0}, issuer {1}, key #{2}", reason, issuer, hash(keyId));
    }
  }

  /** The keys of an issuer were fetched. */
  void keysFetched(String issuer) {
    logger.log(Level.DEBUG, "keys of {0} fetched", issuer);
  }

  /** The keys of an issuer could not be had; tokens count on for a while by those that are held. */
  void keysNotFetched(String issuer, String why) {
    logger.log(Level.WARNING, "keys of {0} cannot be had: {1}", issuer, why);
  }

  /** A pinned key file could not be read. */
  void keyFileUnreadable(String issuer, String why) {
    logger.log(Level.WARNING, "key file of {0} cannot be read: {1}", issuer, why);
  }

  private static String hash(String keyId) {
    return Sha256.hex(keyId).substring(0, HASH_DIGITS);
  }
}
