package dev.tacenda.audit;

import dev.tacenda.mask.TrustedCode;
import java.util.Objects;
import java.util.Set;

/**
 * Which operation of the API was called: the pattern of the path, never the path of a request,
 * which may hold identifiers and query parameters. Immutable.
 *
 * @param method one of GET, HEAD, POST, PUT, PATCH, DELETE
 * @param pattern at most 128 characters of segments that are lower-case words such as {@code
 *     messages} or {@code count_tokens}, a version such as {@code v1}, or a variable such as {@code
 *     {id}}; for example {@code /v1/messages/batches/{id}/results}
 */
public record EndpointRef(String method, String pattern) {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if the method is not listed or the pattern is not of this form
   */
  public EndpointRef {
    if (!METHODS.contains(Objects.requireNonNull(method, "method"))) {
      throw new IllegalArgumentException(
          "method must be one of GET, HEAD, POST, PUT, PATCH, DELETE");
    }
    if (!isPattern(Objects.requireNonNull(pattern, "pattern"))) {
      throw new IllegalArgumentException(
          "endpoint must be a path pattern of lower-case words, a version or {variables}");
    }
  }

  @TrustedCode("a path with an identifier in it is not a pattern")
  private static boolean isPattern(String pattern) {
    if (pattern.length() < 2 || pattern.length() > MAX_LENGTH || pattern.charAt(0) != '/') {
      return false;
    }
    for (String segment : pattern.substring(1).split("/", -1)) {
      if (!isWord(segment) && !isVersion(segment) && !isVariable(segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(String segment) {
    return !segment.isEmpty()
        && segment.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || c == '-');
  }

  private static boolean isVersion(String segment) {
    return segment.length() >= 2
        && segment.length() <= 4
        && segment.charAt(0) == 'v'
        && segment.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isVariable(String segment) {
    return segment.length() > 2
        && segment.startsWith("{")
        && segment.endsWith("}")
        && isWord(segment.substring(1, segment.length() - 1));
  }
}
