package dev.tacenda.claude;

import java.util.Optional;

/**
 * The operations of the Claude API that the guard covers, by method and path. Whatever is not
 * listed is refused. A part {@code {id}} of a pattern stands for one path segment of letters,
 * digits, {@code -}, {@code _} and {@code .}.
 */
enum Endpoint {
  MESSAGES("POST", "/v1/messages", Body.MESSAGES_JSON),
  COUNT_TOKENS("POST", "/v1/messages/count_tokens", Body.MESSAGES_JSON),
  BATCH_CREATE("POST", "/v1/messages/batches", Body.MESSAGES_JSON),
  BATCH_LIST("GET", "/v1/messages/batches", Body.NONE),
  BATCH("GET", "/v1/messages/batches/{id}", Body.NONE),
  BATCH_CANCEL("POST", "/v1/messages/batches/{id}/cancel", Body.NONE),
  BATCH_DELETE("DELETE", "/v1/messages/batches/{id}", Body.NONE),
  BATCH_RESULTS("GET", "/v1/messages/batches/{id}/results", Body.NONE),
  MODEL_LIST("GET", "/v1/models", Body.NONE),
  MODEL("GET", "/v1/models/{id}", Body.NONE),
  /** Credentials both ways: masking would break it, recording would leak it. */
  TOKEN_EXCHANGE("POST", "/v1/oauth/token", Body.CREDENTIALS);

  /** What a request or its answer carries. */
  enum Body {
    /** No body is allowed. */
    NONE,
    /** A body in the shape of the Messages API. */
    MESSAGES_JSON,
    /** Credentials that the API needs: passed untouched, recorded without content. */
    CREDENTIALS
  }

  private static final String ID = "{id}";
  private static final int MAX_ID_LENGTH = 128;

  private final String method;
  private final String pattern;
  private final Body body;

  Endpoint(String method, String pattern, Body body) {
    this.method = method;
    this.pattern = pattern;
    this.body = body;
  }

  String method() {
    return method;
  }

  /** The path with {@code {id}} for ids, as it stands in records. */
  String pattern() {
    return pattern;
  }

  Body body() {
    return body;
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
    for (Endpoint endpoint : values()) {
      if (endpoint.method.equals(request.method()) && endpoint.matches(path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
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
    String[] parts = pattern.split("/", -1);
    if (parts.length != path.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!(parts[i].equals(ID) ? isId(path[i]) : parts[i].equals(path[i]))) {
        return false;
      }
    }
    return true;
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
