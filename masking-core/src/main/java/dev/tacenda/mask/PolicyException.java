package dev.tacenda.mask;

import java.util.Objects;
import java.util.Set;

/**
 * A policy or rule file was not understood. Nothing of it is in force. The message is one line that
 * says where, what, and what to do:
 *
 * <pre>{@code policy.yaml:12:5: unknown key 'acton'; did you mean 'action'?}</pre>
 */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String sourceName;
  private final int line;
  private final int column;
  private final String problem;
  private final String remedy;

  /** What sort of problem it is, for programs that count or sort such errors. */
  public enum Kind {
    /** The file is not strict YAML in UTF-8, or too long. */
    SYNTAX,
    /** A key is there twice. */
    DUPLICATE_KEY,
    /** An anchor, alias, tag or directive. */
    REFERENCE,
    /** Nested too deep. */
    TOO_DEEP,
    /** A key or word that is not known, most likely misspelt. */
    UNKNOWN_WORD,
    /** A pattern that cannot be compiled. */
    PATTERN,
    /** A part that can have no effect. */
    NO_EFFECT,
    /** Anything else that a file must not say, or leave out. */
    CONTENT
  }

  /**
   * Makes the error of a reader of rules; such a reader throws it for the first problem of a file.
   *
   * @param line of the problem, counted from 1
   * @param column of the problem in code points, counted from 1
   * @param problem what is wrong, in one line
   * @param remedy what to do about it, in one line
   */
  public PolicyException(String sourceName, int line, int column, String problem, String remedy) {
    this(Kind.CONTENT, sourceName, line, column, problem, remedy);
  }

  /** Makes an error of a certain kind. */
  public PolicyException(
      Kind kind, String sourceName, int line, int column, String problem, String remedy) {
    super(sourceName + ":" + line + ":" + column + ": " + problem + "; " + remedy);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.sourceName = Objects.requireNonNull(sourceName, "sourceName");
    this.line = line;
    this.column = column;
    this.problem = Objects.requireNonNull(problem, "problem");
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /**
   * Returns the error for a word that is none of {@code known}; its remedy is the word that was
   * probably meant, if one is near.
   *
   * @param what what the word should have been, such as {@code key}
   */
  public static PolicyException unknownWord(
      String sourceName, int line, int column, String what, String word, Set<String> known) {
    String problem = "unknown " + what + " " + Suggestion.shown(word);
    String remedy = Suggestion.among(word, known);
    return new PolicyException(Kind.UNKNOWN_WORD, sourceName, line, column, problem, remedy);
  }

  /** Returns what sort of problem it is. */
  public Kind kind() {
    return kind;
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
