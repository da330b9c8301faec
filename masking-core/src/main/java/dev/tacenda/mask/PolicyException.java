package dev.tacenda.mask;

import java.util.Objects;

/**
 * A policy or rule file was not understood. Nothing of it is in force. The message is one line that
 * says where, what, and what to do:
 *
 * <pre>{@code policy.yaml:12:5: unknown key 'acton'; did you mean 'action'?}</pre>
 */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sourceName;
  private final int line;
  private final int column;
  private final String problem;
  private final String remedy;

  PolicyException(String sourceName, int line, int column, String problem, String remedy) {
    super(sourceName + ":" + line + ":" + column + ": " + problem + "; " + remedy);
    this.sourceName = Objects.requireNonNull(sourceName, "sourceName");
    this.line = line;
    this.column = column;
    this.problem = Objects.requireNonNull(problem, "problem");
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /** Returns the name of the file, as it was given to the loader. */
  public String sourceName() {
    return sourceName;
  }

  /** Returns the line of the problem, counted from 1. */
  public int line() {
    return line;
  }

  /** Returns the column of the problem in Unicode code points, counted from 1. */
  public int column() {
    return column;
  }

  /** Returns what is wrong. */
  public String problem() {
    return problem;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}
