package dev.tacenda.claude;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An HTTP request to the Claude API, in the form all adapters share. Immutable but for the array of
 * its body, which is not copied.
 *
 * <pre>{@code
 * ClaudeRequest request =
 *     ClaudeRequest.builder("POST", "/v1/messages").body("application/json", json).build();
 * }</pre>
 */
public final class ClaudeRequest {
  private static final byte[] NO_BODY = new byte[0];

  private final String method;
  private final String path;
  private final String query;
  private final List<Header> headers;
  private final String contentType;
  private final byte[] body;
  private final boolean hasBody;
  private final UUID exchangeId;
  private final int attempt;

  private ClaudeRequest(Builder builder) {
    this.method = builder.method;
    this.path = builder.path;
    this.query = builder.query;
    this.headers = List.copyOf(builder.headers);
    this.contentType = builder.contentType;
    this.body = builder.body;
    this.hasBody = builder.hasBody;
    this.exchangeId = builder.exchangeId;
    this.attempt = builder.attempt;
    if (method.isEmpty() || !path.startsWith("/")) {
      throw new IllegalArgumentException("method must not be empty and path must start with '/'");
    }
  }

  /**
   * Starts a request.
   *
   * @param method the HTTP method in capitals
   * @param path the path below the base URL, percent-encoded as it will be sent, for example {@code
   *     /v1/messages}
   */
  public static Builder builder(String method, String path) {
    return new Builder(method, path);
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path as it will be sent. */
  public String path() {
    return path;
  }

  /** The query as it will be sent, without the question mark; empty if there is none. */
  public String query() {
    return query;
  }

  /** The headers, without Content-Type and Content-Length. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns the value of the first header with this name, in any case. */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.is(name)).map(Header::value).findFirst();
  }

  /** The media type of the body; empty if there is none. */
  public String contentType() {
    return contentType;
  }

  /** Returns true if the request has a body, even an empty one. */
  public boolean hasBody() {
    return hasBody;
  }

  /** The body; not copied, so treat it as read-only. */
  public byte[] body() {
    return body;
  }

  /** The id that all attempts of one call share. */
  public UUID exchangeId() {
    return exchangeId;
  }

  /** The number of this attempt, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Returns a request with other headers and another body. */
  ClaudeRequest with(List<Header> newHeaders, byte[] newBody) {
    Builder builder = new Builder(method, path).query(query).exchange(exchangeId, attempt);
    newHeaders.forEach(header -> builder.header(header.name(), header.value()));
    return hasBody ? builder.body(contentType, newBody).build() : builder.build();
  }

  /** Returns true if body and headers are the same as those of {@code other}. */
  boolean hasContentOf(ClaudeRequest other) {
    return Arrays.equals(body, other.body) && headers.equals(other.headers);
  }

  /** Returns method and size; path, query and headers may hold data. */
  @Override
  public String toString() {
    return "ClaudeRequest[" + method + ", " + body.length + " bytes]";
  }

  /** Collects the parts of a {@link ClaudeRequest}. Confined to one thread. */
  public static final class Builder {
    private final String method;
    private final String path;
    private final List<Header> headers = new ArrayList<>();
    private String query = "";
    private String contentType = "";
    private byte[] body = NO_BODY;
    private boolean hasBody;
    private UUID exchangeId = UUID.randomUUID();
    private int attempt = 1;

    private Builder(String method, String path) {
      this.method = Objects.requireNonNull(method, "method");
      this.path = Objects.requireNonNull(path, "path");
    }

    /** Sets the query as it will be sent, without the question mark. */
    public Builder query(String encoded) {
      this.query = Objects.requireNonNull(encoded, "encoded");
      return this;
    }

    /** Adds a header. */
    public Builder header(String name, String value) {
      headers.add(new Header(name, value));
      return this;
    }

    /** Sets the body, which is not copied, and its media type. */
    public Builder body(String mediaType, byte[] bytes) {
      this.contentType = Objects.requireNonNull(mediaType, "mediaType");
      this.body = Objects.requireNonNull(bytes, "bytes");
      this.hasBody = true;
      return this;
    }

    /**
     * Says that this is attempt {@code number} of the call {@code id}; by default it is the first
     * of a call of its own.
     *
     * @throws IllegalArgumentException if the number is not in 1..1000
     */
    public Builder exchange(UUID id, int number) {
      if (number < 1 || number > 1000) {
        throw new IllegalArgumentException("attempt must be in 1..1000, was " + number);
      }
      this.exchangeId = Objects.requireNonNull(id, "id");
      this.attempt = number;
      return this;
    }

    /**
     * Returns the request.
     *
     * @throws IllegalArgumentException if the method is empty or the path does not start with
     *     {@code /}
     */
    public ClaudeRequest build() {
      return new ClaudeRequest(this);
    }
  }
}
