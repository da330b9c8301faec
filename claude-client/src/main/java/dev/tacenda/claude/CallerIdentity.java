package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JobTokenException;
import dev.tacenda.mask.TrustedCode;
import java.util.function.Supplier;

/**
 * Establishes who calls. What is shown for it is a secret from then on. Thread-safe.
 *
 * @param verifier checks what is shown
 * @param presented what this process shows
 * @param secrets what was shown before
 * @param session the session of whoever names none
 */
@TrustedCode("Nobody is a caller whom the verifier has not accepted.")
record CallerIdentity(
    IdentityVerifier verifier,
    Supplier<PresentedIdentity> presented,
    PresentedSecrets secrets,
    String session) {

  /**
   * Returns what this process shows.
   *
   * @throws RequestDeniedException if it has nothing to show
   */
  PresentedIdentity own() {
    PresentedIdentity own = GateCall.of(this::presentedNow);
    secrets.see(own); // ours whether or not it is accepted, so never to be sent
    return own;
  }

  private PresentedIdentity presentedNow() {
    try {
      return presented.get();
    } catch (JobTokenException e) {
      throw RequestDeniedException.withDetail(Reason.IDENTITY_UNAVAILABLE, e.reason().name());
    }
  }

  /**
   * Returns the caller that {@code identity} shows.
   *
   * @throws RequestDeniedException if it is not accepted
   */
  Caller of(PresentedIdentity identity) {
    Caller caller = GateCall.of(() -> verify(inSession(identity)));
    secrets.see(identity); // not before: whoever is nobody must not fill the memory
    return caller;
  }

  private PresentedIdentity inSession(PresentedIdentity identity) {
    return identity.session().isPresent() ? identity : identity.inSession(session);
  }

  private Caller verify(PresentedIdentity identity) {
    try {
      return verifier.verify(identity);
    } catch (IdentityException e) {
      throw RequestDeniedException.withDetail(Reason.IDENTITY_REJECTED, e.reason().name());
    }
  }

  @Override
  public String toString() {
    return "CallerIdentity";
  }
}
