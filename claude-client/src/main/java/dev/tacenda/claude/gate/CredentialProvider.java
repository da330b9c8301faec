package dev.tacenda.claude.gate;

import java.util.Objects;

/**
 * Supplies the outgoing credential at the last moment. Implementations are thread-safe and may
 * block; any exception means the request is not sent.
 */
@FunctionalInterface
public interface CredentialProvider {

  /** Returns the credential for a request of {@code caller} that is about to be sent. */
  Credential credentialFor(Caller caller);

  /** Every request keeps the credential that its client has put on it. */
  static CredentialProvider callersOwn() {
    return caller -> Credential.callersOwn();
  }

  /** Every request goes out with {@code credential}. */
  static CredentialProvider fixed(Credential credential) {
    Objects.requireNonNull(credential, "credential");
    return caller -> credential;
  }
}
