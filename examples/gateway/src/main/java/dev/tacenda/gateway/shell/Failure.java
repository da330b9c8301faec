package dev.tacenda.gateway.shell;

import java.util.Objects;

/** A command cannot go on: one line for people, and an exit code. Never holds input or a secret. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** Creates a failure; {@code line} says what, where, and what to do. */
  public Failure(ExitCode exitCode, String line) {
    super(Printable.line(line), null, false, false);
    this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
  }

  /** Returns how the process is to end. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Returns what to print. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
