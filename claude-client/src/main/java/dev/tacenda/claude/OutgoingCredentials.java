package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Objects;

/**
 * The credentials that requests go out with: known before they are obtained, as far as that can be,
 * and known from then on. Thread-safe.
 */
@TrustedCode("A request is masked with the credential that it goes out with.")
final class OutgoingCredentials {
  private final CredentialProvider provider;
  private final PresentedSecrets secrets;

  OutgoingCredentials(CredentialProvider provider, PresentedSecrets secrets) {
    this.provider = provider;
    this.secrets = secrets;
  }

  /**
   * Has masked what {@code request} will go out with, as far as it is there already, and what its
   * client has put on it, whether or not it stays. Returns {@link #known}.
   */
  long foreseen(ClaudeRequest request) {
    see(Credentials.on(request));
    see(GateCall.of(provider::held));
    return known();
  }

  /** Returns a number that changes whenever something comes to be known. */
  long known() {
    return secrets.seen().generation();
  }

  /** Obtains the credential for a request of {@code caller}, which is known from then on. */
  CredentialUse obtained(Caller caller) {
    Credential credential = credentialFor(caller);
    see(GateCall.of(provider::held));
    see(credential.secret().map(List::of).orElse(List.of()));
    return new CredentialUse(provider, credential);
  }

  private Credential credentialFor(Caller caller) {
    try {
      return Objects.requireNonNull(provider.credentialFor(caller), "credential");
    } catch (CredentialException e) {
      throw RequestDeniedException.withDetail(Reason.CREDENTIAL_UNAVAILABLE, e.reason().name());
    } catch (RuntimeException e) {
      throw new RequestDeniedException(Reason.CREDENTIAL_UNAVAILABLE);
    }
  }

  /** A provider that is being closed wipes what is read here. */
  private void see(List<SealedSecret> more) {
    try {
      secrets.seeAll(more);
    } catch (IllegalStateException e) {
      throw new RequestDeniedException(Reason.CREDENTIAL_UNAVAILABLE);
    }
  }
}
