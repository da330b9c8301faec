package dev.tacenda.claude.gate;

import java.util.List;
import java.util.Objects;

/**
 * Supplies the outgoing credential at the last moment. Implementations are thread-safe and may
 * block; any exception means the request is not sent. A {@link CredentialException} says why, and
 * its reason is passed on.
 *
 * <p>A lambda is enough for a provider of one's own. The other two methods are for those that hold
 * or obtain secrets.
 */
@FunctionalInterface
public interface CredentialProvider {

  /** Returns the credential for a request of {@code caller} that is about to be sent. */
  Credential credentialFor(Caller caller);

  /**
   * Takes note that the API answered 401 to a request with {@code credential}. A provider that can
   * obtain another one does so at the next request. Must not block and must not throw.
   */
  default void rejected(Credential credential) {}

  /**
   * Returns the secrets that it holds now, and those that it held: keys and tokens for requests,
   * and whatever it showed to get them. Asked for before each request is masked, so that they are
   * masked in it. It must not obtain anything for that, and must not block for long.
   */
  default List<SealedSecret> held() {
    return List.of();
  }

  /** Every request keeps the credential that its client has put on it. */
  static CredentialProvider callersOwn() {
    return caller -> Credential.callersOwn();
  }

  /** Every request goes out with {@code credential}. */
  static CredentialProvider fixed(Credential credential) {
    return new FixedCredential(Objects.requireNonNull(credential, "credential"));
  }
}
