package dev.tacenda.claude;

import java.util.Objects;

/**
 * A response could not be masked, so the rest of it is withheld from the caller. The message names
 * the reason and limits, never any part of the response.
 */
public final class ResponseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why the response could not be masked. */
  public enum Reason {
    /** One stream event is longer than its limit. */
    EVENT_TOO_LARGE,
    /** More content blocks are open at once than the limit. */
    TOO_MANY_BLOCKS,
    /** More of one content block has to be held back than the limit. */
    BLOCK_TOO_LARGE,
    /** A response that is masked as a whole is longer than its limit. */
    BODY_TOO_LARGE,
    /** It is compressed, so it cannot be read. */
    ENCODED,
    /** Its media type is not one that the guard can mask. */
    UNKNOWN_TYPE,
    /** The masker refused a part; the cause says why. */
    NOT_MASKABLE
  }

  ResponseRefusedException(Reason reason, String message) {
    super(reason + ": " + message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  ResponseRefusedException(RuntimeException cause) {
    super(Reason.NOT_MASKABLE + ": a part of the response could not be masked", cause);
    this.reason = Reason.NOT_MASKABLE;
  }

  /** Returns why the response could not be masked. */
  public Reason reason() {
    return reason;
  }
}
