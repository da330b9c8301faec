package dev.tacenda.quickstart;

/** How a run ended, as the number the process returns. */
enum ExitCode {
  /** The tree was reviewed and no value left the process. */
  OK(0, "reviewed, and no masked value left the process"),
  /** The command line or a variable of the environment was not understood. */
  USAGE(2, "the command line or environment was not understood"),
  /** There is no such path, or no file below it to review. */
  NOTHING_TO_REVIEW(3, "the path does not exist, or holds no file to review"),
  /** A file or folder cannot be read. */
  UNREADABLE(4, "a file or folder cannot be read"),
  /** A file is not text. */
  BINARY(5, "a file is not UTF-8 text"),
  /** A file, or the tree, is over its limit. */
  TOO_LARGE(6, "a file is over 10 MiB, or the tree over 64 MiB"),
  /** The policy file cannot be read or is not understood. */
  POLICY_INVALID(7, "the policy file cannot be read or is not understood"),
  /** The guard refused a request. */
  DENIED(8, "the guard refused the request, for instance because the policy blocks a finding"),
  /** A value was found in what was sent. */
  LEAK(9, "the leak check found a value in what was sent"),
  /** Claude could not be reached, or answered with an error. */
  CALL_FAILED(10, "Claude could not be reached or answered with an error"),
  /** The audit record could not be kept. */
  AUDIT_FAILED(11, "the audit record cannot be written or does not verify");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }

  /** Whether this end comes before the first request, so that nothing was sent. */
  boolean isBeforeSending() {
    return number >= NOTHING_TO_REVIEW.number && number <= POLICY_INVALID.number;
  }
}
