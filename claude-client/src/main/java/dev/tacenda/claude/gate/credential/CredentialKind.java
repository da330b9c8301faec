package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;

/** What a secret is sent as. */
public enum CredentialKind {
  /** An API key, in the header {@code x-api-key}. */
  API_KEY,
  /** An access token, in the header {@code Authorization: Bearer}. */
  BEARER;

  /** Returns the credential, or throws if it cannot be sent as one. */
  Credential credential(SealedSecret secret) {
    if (!Credential.isToken(secret)) {
      throw new CredentialException(Reason.MALFORMED);
    }
    return this == API_KEY ? Credential.apiKey(secret) : Credential.bearer(secret);
  }
}
