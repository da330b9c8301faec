package dev.tacenda.mask;

import java.util.Set;

/**
 * A place in a YAML file, for error messages. Line and column count from 1; columns are code
 * points.
 */
public record YamlPlace(String sourceName, int line, int column) {

  /**
   * Returns, for the caller to throw, the error that stands here.
   *
   * @param problem what is wrong, in one line
   * @param remedy what to do about it, in one line
   */
  public PolicyException error(String problem, String remedy) {
    return error(PolicyException.Kind.CONTENT, problem, remedy);
  }

  /** Returns, for the caller to throw, the error of this kind that stands here. */
  public PolicyException error(PolicyException.Kind kind, String problem, String remedy) {
    return new PolicyException(kind, sourceName, line, column, problem, remedy);
  }

  /**
   * Returns, for the caller to throw, the error for a word that is none of {@code known}; its
   * remedy is the word that was probably meant, if one is near.
   */
  public PolicyException unknownWord(String what, String word, Set<String> known) {
    return PolicyException.unknownWord(sourceName, line, column, what, word, known);
  }
}
