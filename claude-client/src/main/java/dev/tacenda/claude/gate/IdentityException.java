package dev.tacenda.claude.gate;

import java.util.Objects;

/** What a caller presented does not establish who it is. The message names the reason only. */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why an identity was not accepted. */
  public enum Reason {
    /** Nothing was presented where the verifier needs a token. */
    NOTHING_PRESENTED,
    /** Something was presented that this verifier cannot check. */
    NOT_VERIFIABLE,
    /** It was checked and found wrong. */
    REJECTED
  }

  /** Creates an exception for {@code reason}. */
  public IdentityException(Reason reason) {
    super("identity not accepted: " + Objects.requireNonNull(reason, "reason"));
    this.reason = reason;
  }

  /** Returns why the identity was not accepted. */
  public Reason reason() {
    return reason;
  }
}
