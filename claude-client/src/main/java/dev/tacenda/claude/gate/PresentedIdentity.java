package dev.tacenda.claude.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a caller shows to say who it is: a token, or nothing. It proves nothing until an {@link
 * IdentityVerifier} has checked it. Immutable.
 */
public final class PresentedIdentity {
  private static final int MAX_SESSION = 128;
  private static final PresentedIdentity NONE = new PresentedIdentity("", "", List.of());

  private final String token;
  private final String session;
  private final List<String> held;

  private PresentedIdentity(String token, String session, List<String> held) {
    this.token = token;
    this.session = session;
    this.held = held;
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
    return new PresentedIdentity(token, "", List.of());
  }

  /**
   * Returns this identity as shown in one session. A verifier may bind a token to the session in
   * which it is shown first, so that it is of no use in another one. A guard fills in its own
   * session if none is given.
   *
   * @param id an id of the caller's session: of its connection or conversation, never something
   *     that the caller chooses itself
   * @throws IllegalArgumentException if it has not 1 to 128 printable ASCII characters
   */
  public PresentedIdentity inSession(String id) {
    boolean printable = Objects.requireNonNull(id, "id").chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (id.isEmpty() || id.length() > MAX_SESSION || !printable) {
      throw new IllegalArgumentException(
          "session must have 1..128 printable ASCII characters, had " + id.length());
    }
    return new PresentedIdentity(token, id, held);
  }

  /**
   * Returns this identity with one more secret, with which the caller got the token. It is not
   * checked, only masked.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public PresentedIdentity obtainedWith(String secret) {
    if (Objects.requireNonNull(secret, "secret").isBlank()) {
      throw new IllegalArgumentException("secret must not be blank");
    }
    List<String> more = new ArrayList<>(held);
    more.add(secret);
    return new PresentedIdentity(token, session, List.copyOf(more));
  }

  /** Returns the token, if one is shown. It is a secret. */
  public Optional<String> token() {
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  /** Returns the session in which it is shown, if that is known. */
  public Optional<String> session() {
    return session.isEmpty() ? Optional.empty() : Optional.of(session);
  }

  /** Returns all secrets in it: the token, and what it was got with. They are to be masked. */
  public List<String> secrets() {
    List<String> all = new ArrayList<>(held);
    token().ifPresent(all::add);
    return all;
  }

  /** Says whether a token is shown, never which. */
  @Override
  public String toString() {
    return token.isEmpty() ? "PresentedIdentity[none]" : "PresentedIdentity[token]";
  }
}
