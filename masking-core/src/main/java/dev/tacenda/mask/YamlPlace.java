package dev.tacenda.mask;

/**
 * A place in a YAML file, for error messages. Line and column count from 1; columns are code
 * points.
 */
record YamlPlace(String sourceName, int line, int column) {

  /** Returns, for the caller to throw, the error that stands here. */
  PolicyException error(String problem, String remedy) {
    return new PolicyException(sourceName, line, column, problem, remedy);
  }
}
