package dev.tacenda.gateway.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a {@code .gitignore} file. Immutable.
 *
 * <p>A pattern with a slash at its beginning or in its middle is compared with the path below the
 * file's folder, one without with the name at any depth. A slash at the end limits it to folders,
 * {@code **} between slashes stands for any number of folders, and an exclamation mark at the
 * beginning takes back what an earlier pattern ignored. Unlike in git, a slash inside brackets or
 * behind a backslash ends a name, so that such a pattern matches nothing.
 */
final class IgnorePattern {
  private static final String ANY_FOLDERS = "**";

  private final boolean negated;
  private final boolean foldersOnly;
  private final boolean anchored;
  private final List<Optional<NamePattern>> segments;

  private IgnorePattern(
      boolean negated,
      boolean foldersOnly,
      boolean anchored,
      List<Optional<NamePattern>> segments) {
    this.negated = negated;
    this.foldersOnly = foldersOnly;
    this.anchored = anchored;
    this.segments = List.copyOf(segments);
  }

  /** Reads a line, without its line end; empty if it is blank, a comment, or never matches. */
  static Optional<IgnorePattern> parse(String line) {
    if (line.startsWith("#")) {
      return Optional.empty();
    }
    String rest = withoutTrailingSpaces(line);
    boolean negated = rest.startsWith("!");
    rest = negated ? rest.substring(1) : rest;
    boolean foldersOnly = rest.endsWith("/");
    rest = foldersOnly ? rest.substring(0, rest.length() - 1) : rest;
    boolean anchored = rest.indexOf('/') >= 0;
    rest = rest.startsWith("/") ? rest.substring(1) : rest;
    return segments(rest, anchored)
        .map(segments -> new IgnorePattern(negated, foldersOnly, anchored, segments));
  }

  /** Spaces at the end do not count unless a backslash stands before them. */
  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isEscaped(String line, int place) {
    int backslashes = 0;
    while (place - backslashes > 0 && line.charAt(place - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** The parts between slashes, where an empty optional stands for any number of folders. */
  private static Optional<List<Optional<NamePattern>>> segments(String pattern, boolean anchored) {
    List<Optional<NamePattern>> segments = new ArrayList<>();
    for (String part : pattern.split("/", -1)) {
      if (anchored && part.equals(ANY_FOLDERS)) {
        segments.add(Optional.empty());
        continue;
      }
      Optional<NamePattern> name = part.isEmpty() ? Optional.empty() : NamePattern.parse(part);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      segments.add(name);
    }
    return Optional.of(segments);
  }

  boolean isNegated() {
    return negated;
  }

  /**
   * Returns true if the pattern matches.
   *
   * @param path the names from the folder of the pattern down to the file or folder in question
   */
  boolean matches(List<String> path, boolean isFolder) {
    if (foldersOnly && !isFolder) {
      return false;
    }
    return anchored ? matchesPath(path) : matchesName(path.get(path.size() - 1));
  }

  private boolean matchesName(String name) {
    return segments.get(0).map(pattern -> pattern.matches(name)).orElse(false);
  }

  /** The same search as in {@link NamePattern}, one level up: names for characters. */
  private boolean matchesPath(List<String> path) {
    int segment = 0;
    int at = 0;
    int star = -1;
    int taken = 0;
    while (at < path.size()) {
      if (segment < segments.size() && segments.get(segment).isEmpty()) {
        star = segment++;
        taken = at;
      } else if (segment < segments.size() && matchesAt(segment, path.get(at))) {
        segment++;
        at++;
      } else if (star >= 0) {
        segment = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    // A "**" at the end is passed only by taking a name: "a/**" is what is in a, not a itself.
    return segment == segments.size();
  }

  private boolean matchesAt(int segment, String name) {
    return segments.get(segment).map(pattern -> pattern.matches(name)).orElse(false);
  }
}
