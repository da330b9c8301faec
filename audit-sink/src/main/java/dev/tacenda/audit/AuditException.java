package dev.tacenda.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be stored, or a sink could not be opened. Whoever gets it for an intent record
 * must not send the request. The message names the reason and the file, never the record's content.
 */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why the record was not stored. */
  public enum Reason {
    /** The sink could not create its directory or file. */
    OPEN_FAILED,
    /** The directory is a link, not a directory, or others may write to it. */
    INSECURE_DIRECTORY,
    /** The sink is closed. */
    CLOSED,
    /** Writing or forcing the record failed. It may or may not be in the file. */
    WRITE_FAILED,
    /**
     * The disk has no room but for the ends of what was begun. The record is not stored, and none
     * of its kind is until there is room again.
     */
    NO_SPACE,
    /** An earlier failure made the sink unusable; open a new one. */
    POISONED,
    /** The caller was interrupted while it waited. The record may or may not be in the file. */
    INTERRUPTED,
    /** The storage did not answer in time. The record may or may not be in the file. */
    TIMED_OUT,
    /** A sink that is not ours threw an exception, which is the cause. */
    SINK_FAILED
  }

  /** Makes an exception; {@code message} must not hold anything from a record or from traffic. */
  public AuditException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * Makes an exception with a cause; neither {@code message} nor the cause may hold anything from a
   * record or from traffic.
   */
  public AuditException(Reason reason, String message, @Nullable Throwable cause) {
    super(reason + ": " + message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns why the record was not stored. */
  public Reason reason() {
    return reason;
  }
}
