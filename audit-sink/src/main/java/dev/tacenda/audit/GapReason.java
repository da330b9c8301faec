package dev.tacenda.audit;

/** Why a log has a place where a record may be missing, or stands twice. */
public enum GapReason {
  /** The process that wrote ended without closing its log. Nothing acknowledged is missing. */
  CRASHED,
  /** A force failed; what was not acknowledged yet was written again. */
  FORCE_FAILED,
  /** A write failed, as on a full disk; what was not acknowledged yet was refused. */
  WRITE_FAILED
}
