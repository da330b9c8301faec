package dev.tacenda.claude.gate;

import java.util.Objects;

/**
 * There is no credential to send a request with. The message is the reason and nothing else: what a
 * command printed or a server answered may hold a secret.
 */
public final class CredentialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there is no credential. */
  public enum Reason {
    /** The file cannot be read, or is not a plain file. */
    FILE_UNREADABLE,
    /** Others may read or write the file. */
    FILE_NOT_PRIVATE,
    /** The file changed each time it was read. */
    FILE_CHANGING,
    /** The command cannot be started. */
    COMMAND_NOT_STARTED,
    /** The command ended with an exit code other than 0. */
    COMMAND_FAILED,
    /** The command did not end in time, and was killed. */
    COMMAND_TIMED_OUT,
    /** What was read or answered is longer than any credential. */
    TOO_LARGE,
    /** What was read or answered is not a credential. */
    MALFORMED,
    /** What was read or answered has expired, or is about to. */
    EXPIRED,
    /** There is no identity token to show. */
    IDENTITY_UNAVAILABLE,
    /** The identity token is not meant for Anthropic, or not for Anthropic alone. */
    IDENTITY_WRONG_AUDIENCE,
    /** The server that issues tokens cannot be reached. */
    ISSUER_UNREACHABLE,
    /** The server that issues tokens did not answer in time. */
    ISSUER_TIMED_OUT,
    /** The server that issues tokens answered with a redirect, which is not followed. */
    ISSUER_REDIRECTS,
    /** The server that issues tokens refused. */
    ISSUER_REFUSED,
    /** The issuance could not be recorded, so the credential is not used. */
    AUDIT_FAILED,
    /** The provider was closed. */
    CLOSED,
    /** The thread was interrupted. */
    INTERRUPTED,
    /** A part that the application supplied failed. */
    PART_FAILED
  }

  /** Creates an exception for {@code reason}. */
  public CredentialException(Reason reason) {
    super("no credential: " + Objects.requireNonNull(reason, "reason"));
    this.reason = reason;
  }

  /** Returns why there is no credential. */
  public Reason reason() {
    return reason;
  }
}
