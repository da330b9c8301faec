package dev.tacenda.claude.gate;

import java.util.Objects;
import java.util.Optional;

/**
 * What a caller shows to say who it is: a token, or nothing. It proves nothing until an {@link
 * IdentityVerifier} has checked it. Immutable.
 */
public final class PresentedIdentity {
  private static final PresentedIdentity NONE = new PresentedIdentity("");

  private final String token;

  private PresentedIdentity(String token) {
    this.token = token;
  }

  /** Nothing is shown. */
  public static PresentedIdentity none() {
    return NONE;
  }

  /**
   * A token is shown.
   *
   * @throws IllegalArgumentException if it is blank: a job whose token is missing must not become
   *     anonymous by accident
   */
  public static PresentedIdentity token(String token) {
    if (Objects.requireNonNull(token, "token").isBlank()) {
      throw new IllegalArgumentException("token must not be blank");
    }
    return new PresentedIdentity(token);
  }

  /** Returns the token, if one is shown. It is a secret. */
  public Optional<String> token() {
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  /** Says whether a token is shown, never which. */
  @Override
  public String toString() {
    return token.isEmpty() ? "PresentedIdentity[none]" : "PresentedIdentity[token]";
  }
}
