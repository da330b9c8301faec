package dev.tacenda.claude;

import java.util.List;
import java.util.Optional;

/**
 * One operation of the Claude API that the guard covers: a row of {@code fields/endpoints.yaml},
 * whose head describes the rows. Whatever is not listed is refused. Immutable.
 *
 * @param group the heading that the operation is listed under
 * @param method the HTTP method in capitals
 * @param pattern the path with {@code {id}} for ids, as it stands in records
 * @param request what the request carries
 * @param requestRoot the object of the field maps at the root of a JSON request; empty for others
 * @param answer what the answer carries
 * @param answerRoot the object of the field maps at the root of a JSON answer; empty for others
 */
record Endpoint(
    String group,
    String method,
    String pattern,
    Request request,
    String requestRoot,
    Answer answer,
    String answerRoot) {

  /** What a request carries. */
  enum Request {
    /** No body is allowed. */
    NONE,
    /** JSON. */
    JSON,
    /** JSON, or no body. */
    OPTIONAL_JSON,
    /** A form with a file, whose text is masked. */
    FILE_UPLOAD,
    /** A form with files that are run, which are refused if they hold a secret. */
    CODE_UPLOAD,
    /** Credentials that the API needs: passed untouched, recorded without content. */
    CREDENTIALS
  }

  /** What an answer carries, unless it reports an error. */
  enum Answer {
    /** JSON, JSON lines or an event stream. */
    JSON,
    /** A file, whose text is masked. */
    FILE,
    /** Credentials that the caller needs: passed untouched, recorded without content. */
    CREDENTIALS
  }

  private static final String ID = "{id}";
  private static final int MAX_ID_LENGTH = 128;

  /** Reads the list at the first use. */
  private static final class Listed {
    static final List<Endpoint> ALL = EndpointFile.read("fields/endpoints.yaml");
  }

  /** Returns all operations in the order of their file. */
  static List<Endpoint> all() {
    return Listed.ALL;
  }

  /**
   * Returns the operation that a request is, whatever base path stands before {@code /v1/}, or
   * empty if it is none of them.
   */
  static Optional<Endpoint> of(ClaudeRequest request) {
    int version = request.path().indexOf("/v1/");
    if (version < 0 || !isPlain(request.path())) {
      return Optional.empty();
    }
    String[] path = request.path().substring(version).split("/", -1);
    return all().stream()
        .filter(endpoint -> endpoint.method.equals(request.method()) && endpoint.matches(path))
        .findFirst();
  }

  /** A base path with empty or dot segments, a query or a fragment leads somewhere else. */
  private static boolean isPlain(String path) {
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return path.chars().noneMatch(c -> c == '?' || c == '#' || c == '\\' || c == '%' || c == ';');
  }

  private boolean matches(String[] path) {
    int from = 1;
    for (int i = 1; i < path.length; i++) {
      if (from > pattern.length()) {
        return false;
      }
      int slash = pattern.indexOf('/', from);
      int to = slash < 0 ? pattern.length() : slash;
      if (!segmentMatches(from, to, path[i])) {
        return false;
      }
      from = to + 1;
    }
    return from > pattern.length();
  }

  private boolean segmentMatches(int from, int to, String segment) {
    boolean id = to - from == ID.length() && pattern.startsWith(ID, from);
    return id ? isId(segment) : segment.length() == to - from && pattern.startsWith(segment, from);
  }

  private static boolean isId(String segment) {
    return !segment.isEmpty()
        && segment.length() <= MAX_ID_LENGTH
        && segment.chars().allMatch(Endpoint::isIdCharacter);
  }

  private static boolean isIdCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
