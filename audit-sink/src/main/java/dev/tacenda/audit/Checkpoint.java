package dev.tacenda.audit;

/**
 * How long a chain was at one moment, and the hash of its newest line. Printed or stored where an
 * attacker on the machine cannot change it (the log of the CI job, for example), it is an anchor:
 * with it, {@link AuditChain#verify(java.nio.file.Path, Checkpoint)} notices when the chain was cut
 * off or rewritten before that moment. Immutable.
 *
 * @param chain the chain's id, 32 lower-case hexadecimal digits
 * @param size the number of records
 * @param head the hash of the newest line, 64 lower-case hexadecimal digits; all zeros if there are
 *     no records
 */
public record Checkpoint(String chain, long size, String head) {
  private static final String PREFIX = "audit-checkpoint v1 ";

  /**
   * @throws IllegalArgumentException if a part is not as described
   */
  public Checkpoint {
    if (!Hex.isLower(chain, LogFormat.CHAIN_DIGITS)) {
      throw new IllegalArgumentException("chain must be 32 lower-case hexadecimal digits");
    }
    if (size < 0) {
      throw new IllegalArgumentException("size must be >= 0, was " + size);
    }
    Hex.checkSha256("head", head);
    if (size == 0 && !head.equals(LogFormat.GENESIS)) {
      throw new IllegalArgumentException("head must be all zeros when size is 0");
    }
  }

  /** Returns the checkpoint as one line of text, for a log: see {@link #parse}. */
  @Override
  public String toString() {
    return PREFIX + chain + " " + size + " " + head;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code line} is anything else
   */
  public static Checkpoint parse(String line) {
    String[] parts =
        line.startsWith(PREFIX) ? line.substring(PREFIX.length()).split(" ", -1) : null;
    if (parts == null || parts.length != 3 || !isCount(parts[1])) {
      throw new IllegalArgumentException(
          "a checkpoint must read: " + PREFIX + "<chain> <size> <head>");
    }
    return new Checkpoint(parts[0], Long.parseLong(parts[1]), parts[2]);
  }

  private static boolean isCount(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }
}
