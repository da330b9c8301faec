package dev.tacenda.claude;

import dev.tacenda.mask.MaskingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    /** It is compressed in a way other than gzip and deflate, so it cannot be read. */
    ENCODED,
    /** Its media type is not one that the guard can mask. */
    UNKNOWN_TYPE,
    /** A tool call would send a masked value to somebody else. */
    EXFILTRATION,
    /** A tool call would write a placeholder into a file. */
    WRITE_BACK,
    /** A tool call shows a risk that the policy blocks. */
    RISK_BLOCKED,
    /** A tool call shows a risk that the policy asks about, and nobody approved it. */
    APPROVAL_DENIED,
    /** The masker refused a part, and the cause says why; or it failed. */
    NOT_MASKABLE
  }

  ResponseRefusedException(Reason reason, String message) {
    super(reason + ": " + message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  private ResponseRefusedException(String message, @Nullable MaskingException cause) {
    super(Reason.NOT_MASKABLE + ": " + message, cause);
    this.reason = Reason.NOT_MASKABLE;
  }

  /**
   * Returns the exception for a failure while masking. Only the masker's own exception is kept as
   * cause: what another one says may come from the response.
   */
  static ResponseRefusedException because(RuntimeException failure) {
    if (failure instanceof ResponseRefusedException refused) {
      return refused;
    }
    if (failure instanceof MaskingException cause) {
      return new ResponseRefusedException("a part of it could not be masked", cause);
    }
    return new ResponseRefusedException(
        "the masker failed with " + failure.getClass().getName(), null);
  }

  /** Returns why the response could not be masked. */
  public Reason reason() {
    return reason;
  }
}
