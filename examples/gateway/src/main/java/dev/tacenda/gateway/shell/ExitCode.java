package dev.tacenda.gateway.shell;

/** How a command ended, as the number that the process returns. Numbers never change. */
public enum ExitCode {
  /** Done; {@code scan} found nothing. */
  OK(0, "done; scan: nothing found; policy: nothing to complain about"),
  /** Something was found that should be looked at. */
  FINDINGS(
      1,
      "scan: something was found that the policy does not allow; policy lint: warnings; policy"
          + " test: a test failed; policy diff: the second may be weaker; policy history: a"
          + " revision cannot be used"),
  /** The command line was not understood. */
  USAGE(2, "the command line was not understood"),
  /** A file is missing or cannot be read. */
  UNREADABLE(4, "a file or folder does not exist or cannot be read"),
  /** The input is not what it was said to be. */
  MALFORMED(
      5,
      "mask --json: the input is not one strict JSON document in UTF-8; policy: a key or an"
          + " identity is not understood"),
  /** The input is over a limit of the policy. */
  LIMIT(6, "a limit was exceeded: size, depth or number of findings"),
  /** The policy was not understood. */
  POLICY_INVALID(7, "a policy cannot be read or is not understood"),
  /** The policy forbids to go on. */
  DENIED(
      8,
      "mask: the policy blocks a finding, or wants somebody to be asked; policy explain: the caller"
          + " is denied"),
  /** The result cannot be written. */
  OUTPUT_FAILED(9, "the output or a file cannot be written"),
  /** A bundle is not what readers would take. */
  REFUSED(
      10, "policy sign, publish, rollback: readers would refuse the bundle; nothing was written"),
  /** A fault of this program. */
  INTERNAL(70, "a fault of this program; nothing was masked or scanned half");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns what the process returns. */
  public int number() {
    return number;
  }

  /** Returns in one line when a command ends like this. */
  public String meaning() {
    return meaning;
  }
}
