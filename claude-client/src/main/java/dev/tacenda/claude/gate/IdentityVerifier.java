package dev.tacenda.claude.gate;

import java.util.Set;

/**
 * Turns what a caller presents into a {@link Caller}. Implementations are thread-safe and may
 * block; any exception means the request is not sent.
 */
@FunctionalInterface
public interface IdentityVerifier {

  /**
   * Establishes who presents {@code identity}.
   *
   * @throws IdentityException if it does not establish that
   */
  Caller verify(PresentedIdentity identity) throws IdentityException;

  /**
   * Verifies nothing: whoever presents nothing is anonymous, and the policy says whether that is
   * enough. A token is refused, because nobody here can check it.
   */
  static IdentityVerifier anonymousOnly() {
    return identity -> {
      if (identity.token().isPresent()) {
        throw new IdentityException(IdentityException.Reason.NOT_VERIFIABLE);
      }
      return Caller.anonymous();
    };
  }

  /**
   * Takes every call of this process to come from {@code name}: for a job whose operator vouches
   * for it by starting it. A token is refused, because nobody here can check it.
   */
  static IdentityVerifier fixed(String name) {
    Caller caller = Caller.verified("operator", name, Set.of());
    return identity -> {
      if (identity.token().isPresent()) {
        throw new IdentityException(IdentityException.Reason.NOT_VERIFIABLE);
      }
      return caller;
    };
  }
}
