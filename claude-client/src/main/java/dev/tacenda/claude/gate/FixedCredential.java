package dev.tacenda.claude.gate;

import java.util.List;

/** The same credential for every request. Immutable. */
record FixedCredential(Credential credential) implements CredentialProvider {

  @Override
  public Credential credentialFor(Caller caller) {
    return credential;
  }

  @Override
  public List<SealedSecret> held() {
    return credential.secret().map(List::of).orElse(List.of());
  }
}
