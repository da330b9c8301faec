package dev.tacenda.audit;

import java.util.Objects;

/**
 * What {@link AuditChain#verify} found. Immutable.
 *
 * @param status the verdict
 * @param records how many whole records stand before the first fault, or in the whole file if there
 *     is none
 * @param line the number of the line with the fault, from 1; 0 if no line is at fault
 * @param head length and newest hash of the chain of these records; its chain id is all zeros if
 *     the file has no whole record
 */
public record ChainReport(Status status, long records, long line, Checkpoint head) {
  /** Checks that no part is null. */
  public ChainReport {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(head, "head");
  }

  /** The verdicts, the mildest first. A file gets the first fault that is found from its start. */
  public enum Status {
    /**
     * The lines that are there form one unbroken chain. Without an anchor this does not say that
     * the newest lines are still there, nor that the newest line is as it was written.
     */
    OK,
    /** As {@link #OK}, but a session was opened and not closed: a crash, or the end was cut off. */
    NO_SESSION_END,
    /** The file has no record at all; nothing is proven. */
    EMPTY,
    /**
     * The file ends in the middle of a line: a crash during a write, whose caller was never told
     * that it succeeded, or somebody cut the file.
     */
    TORN_TAIL,
    /** The records end before the anchor: newer ones were there once. */
    MISSING_TAIL,
    /** The file is not the one the anchor was taken from, or it was rewritten since. */
    ANCHOR_MISMATCH,
    /** A line's check sum is missing or wrong: the line was damaged or edited. */
    BAD_CRC,
    /** A line with a right check sum is not a record of this format. */
    BAD_RECORD,
    /** A line does not follow the one before: lines were edited, removed, added or moved. */
    CHAIN_BREAK
  }
}
