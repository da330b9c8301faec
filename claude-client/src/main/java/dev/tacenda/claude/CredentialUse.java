package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;

/**
 * One credential on its way: onto a request, and back to its provider if the API did not take it.
 *
 * @param provider gave the credential
 * @param credential went out with a request
 */
record CredentialUse(CredentialProvider provider, Credential credential) {
  private static final int UNAUTHORIZED = 401;

  /**
   * Returns {@code request} with the credential and no other.
   *
   * @throws RequestDeniedException if that cannot be done
   */
  ClaudeRequest attach(ClaudeRequest request) {
    try {
      return Credentials.attach(request, credential);
    } catch (IllegalStateException e) {
      // Its provider was closed meanwhile and has wiped it.
      throw new RequestDeniedException(Reason.CREDENTIAL_UNAVAILABLE);
    }
  }

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
