package dev.tacenda.mask;

import java.util.Objects;

/**
 * The input could not be masked, so it must not be sent. The message names the reason, limits and
 * positions, never any part of the input.
 */
public final class MaskingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why the input could not be masked. */
  public enum Reason {
    /** Not strict JSON in UTF-8. */
    MALFORMED_JSON,
    /** Text that is not valid UTF-8. */
    MALFORMED_TEXT,
    /** Longer than {@link Limits#maxBodyBytes()}. */
    TOO_LARGE,
    /** Nested deeper than {@link Limits#maxDepth()}. */
    TOO_DEEP,
    /** More findings than {@link Limits#maxFindings()}. */
    TOO_MANY_FINDINGS,
    /** A field that must not change holds a secret, so it can be neither masked nor sent. */
    SECRET_IN_FIXED_FIELD,
    /** Masking did not come to rest, which would break idempotence. */
    NOT_STABLE,
    /** A stream was used after its end or after an error. */
    STREAM_CLOSED
  }

  MaskingException(Reason reason, String message) {
    super(reason + ": " + message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns why the input could not be masked. */
  public Reason reason() {
    return reason;
  }
}
