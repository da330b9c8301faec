package dev.tacenda.claude.gate;

import java.time.Instant;

/**
 * The policies of a session are not in force any more, so nothing is sent. A new session gets those
 * that are. {@link PolicySelector#select} throws it.
 */
public final class PolicyExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant end;

  /**
   * Creates an exception.
   *
   * @param end from when on the policies are not in force
   */
  public PolicyExpiredException(Instant end) {
    super("the policies of the session were in force until " + end + "; open a new session");
    this.end = end;
  }

  /** Returns from when on the policies are not in force. */
  public Instant end() {
    return end;
  }
}
