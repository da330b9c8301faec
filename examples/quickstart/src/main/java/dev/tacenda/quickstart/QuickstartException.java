package dev.tacenda.quickstart;

/**
 * Ends a run with an exit code and one line for people: what is wrong, where, and what to do. The
 * line holds names and numbers, never the content of a file.
 */
final class QuickstartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  QuickstartException(ExitCode exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }

  /** The line to print. */
  String line() {
    String line = Printable.line(String.valueOf(getMessage()));
    return exitCode.isBeforeSending() ? line + "; nothing was sent" : line;
  }
}
