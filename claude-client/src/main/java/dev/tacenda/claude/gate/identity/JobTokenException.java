package dev.tacenda.claude.gate.identity;

import java.util.Objects;

/** A job cannot get its token. The message says what is missing, never a value. */
public final class JobTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there is no token. */
  public enum Reason {
    /** Nothing in the environment says where the token is. */
    NOT_CONFIGURED,
    /** The variable or file is not there, or empty. */
    MISSING,
    /** What is there cannot be a token. */
    MALFORMED,
    /** The file is too large, no regular file, or a link that leads out of its folder. */
    FILE_REFUSED,
    /** Whoever hands out the token does not answer, or refuses. */
    REQUEST_FAILED
  }

  JobTokenException(Reason reason, String detail) {
    super("no token for this job: " + reason + ": " + detail);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** The same again, where it is thrown now. */
  JobTokenException(JobTokenException earlier) {
    super(earlier.getMessage());
    this.reason = earlier.reason;
  }

  /** Returns why there is no token. */
  public Reason reason() {
    return reason;
  }
}
