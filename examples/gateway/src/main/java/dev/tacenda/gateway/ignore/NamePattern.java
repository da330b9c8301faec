package dev.tacenda.gateway.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for one name, without slashes: {@code *} is any text, {@code ?} any character, {@code
 * [a-z]} one of a set, and a backslash takes the next character as it is. Matching takes time
 * proportional to pattern times name. Immutable.
 */
final class NamePattern {
  private final List<CharacterTest> tests;

  /** What one place of the name must be. */
  interface CharacterTest {
    boolean matches(char c);
  }

  /** Stands for any number of characters; compared by identity. */
  private static final CharacterTest STAR = c -> true;

  private static final CharacterTest ANY = c -> c != '/';

  private NamePattern(List<CharacterTest> tests) {
    this.tests = List.copyOf(tests);
  }

  /** Reads a pattern; empty if it is not valid, and then git lets it match nothing. */
  static Optional<NamePattern> parse(String pattern) {
    List<CharacterTest> tests = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == '*') {
        tests.add(STAR);
      } else if (c == '?') {
        tests.add(ANY);
      } else if (c == '[') {
        CharacterSet.Parsed set = CharacterSet.parse(pattern, at);
        if (set == null) {
          return Optional.empty();
        }
        tests.add(set.set());
        at = set.end();
      } else {
        if (c == '\\') {
          if (at == pattern.length()) {
            return Optional.empty();
          }
          c = pattern.charAt(at++);
        }
        tests.add(literal(c));
      }
    }
    return Optional.of(new NamePattern(tests));
  }

  private static CharacterTest literal(char wanted) {
    return c -> c == wanted;
  }

  /** Returns true if the pattern matches the whole name. */
  boolean matches(String name) {
    int test = 0;
    int at = 0;
    int star = -1; // the last star passed, and how much of the name it has taken so far
    int taken = 0;
    while (at < name.length()) {
      if (test < tests.size() && tests.get(test) == STAR) {
        star = test++;
        taken = at;
      } else if (test < tests.size() && tests.get(test).matches(name.charAt(at))) {
        test++;
        at++;
      } else if (star >= 0) {
        test = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    while (test < tests.size() && tests.get(test) == STAR) {
      test++;
    }
    return test == tests.size();
  }
}
