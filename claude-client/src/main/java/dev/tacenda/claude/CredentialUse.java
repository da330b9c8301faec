package dev.tacenda.claude;

import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;

/**
 * Tells the provider of a credential that the API did not take it.
 *
 * @param provider gave the credential
 * @param credential went out with a request
 */
record CredentialUse(CredentialProvider provider, Credential credential) {
  private static final int UNAUTHORIZED = 401;

  /** Takes note of the status of the answer. */
  void answered(int status) {
    if (status != UNAUTHORIZED) {
      return;
    }
    try {
      provider.rejected(credential);
    } catch (RuntimeException e) {
      // It promised not to throw. Its failure must not cost the caller the answer, and the next
      // request asks it for a credential anyway.
      System.getLogger(CredentialUse.class.getName())
          .log(System.Logger.Level.WARNING, "a credential provider failed after a 401");
    }
  }

  @Override
  public String toString() {
    return credential.toString();
  }
}
