package dev.tacenda.audit.verify;

/**
 * What a check of a log came to, the mildest first. Of several, the last in this order is the
 * verdict of the whole. The exit codes are for scripts and stay as they are.
 */
public enum Verdict {
  /** Every line is as it was written, every session was ended, the log was closed and signed. */
  OK(0),
  /** The log was deleted by retention, which left its last signed checkpoint. */
  RETIRED(10),
  /**
   * The log was interrupted and went on: a crash whose torn tail was set aside, or a disk that
   * failed. Nothing acknowledged is missing up to the last signed checkpoint.
   */
  RECOVERED(11),
  /** A session or the log itself was not ended: still running, a crash, or the end was cut off. */
  NO_SESSION_END(12),
  /** There is no record at all; nothing is proven. */
  EMPTY(13),
  /** The log ends in the middle of a line: a crash during a write, or somebody cut the file. */
  TORN_TAIL(20),
  /** A signed checkpoint, a segment or an anchor counts more lines than there are. */
  MISSING_TAIL(21),
  /** A segment is missing between others or at the start. */
  MISSING_SEGMENT(22),
  /** There is no log of the writer that an anchor names: with it, its sessions are missing. */
  MISSING_SESSION(23),
  /** A check sum is missing or wrong: a line was damaged or edited. */
  BAD_CRC(30),
  /** A line with a right check sum is none of this format. */
  BAD_LINE(31),
  /** A line does not follow the one before in its chain: edited, removed, added or moved. */
  CHAIN_BREAK(32),
  /** The lines are not those that were signed: a root differs. */
  ROOT_MISMATCH(33),
  /** Two different lines claim the same place: the log was continued twice. */
  FORK(34),
  /** A checkpoint was signed with a key that nothing vouches for. */
  UNKNOWN_KEY(40),
  /** A signature of the right key is wrong. */
  BAD_SIGNATURE(41),
  /** A record names a piece of a body that is not there. */
  MISSING_BLOB(50),
  /** A piece of a body is not what its hash says, or a body not what its pieces give. */
  BAD_BLOB(51),
  /** The log is not the one that an anchor was taken from, or it was written anew since. */
  ANCHOR_MISMATCH(60);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Returns the exit code of a command whose result this is; 0 for {@link #OK} alone. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns true if the log cannot be trusted behind the place where this was found. */
  public boolean isFault() {
    return compareTo(TORN_TAIL) >= 0;
  }

  Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
