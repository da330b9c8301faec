package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.PolicyException;
import java.util.Set;

/** A place in a TOML file. Line and column count from 1; columns are code points. */
record Place(String sourceName, int line, int column) {

  /** Returns, for the caller to throw, the error that stands here. */
  PolicyException error(String problem, String remedy) {
    return new PolicyException(sourceName, line, column, problem, remedy);
  }

  /** Returns, for the caller to throw, the error of a word that is none of {@code known}. */
  PolicyException unknown(String what, String word, Set<String> known) {
    return PolicyException.unknownWord(sourceName, line, column, what, word, known);
  }
}
