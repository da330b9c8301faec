package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;

/** Where the keys of one issuer come from. Thread-safe; may block for some seconds. */
interface KeySource {

  /**
   * Returns the key with which a token is to be checked.
   *
   * @throws IdentityException if there is none, or it does not fit, or the keys cannot be had
   */
  VerificationKey key(String keyId, TokenAlgorithm algorithm) throws IdentityException;
}
