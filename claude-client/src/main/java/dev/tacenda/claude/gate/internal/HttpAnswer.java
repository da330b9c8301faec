package dev.tacenda.claude.gate.internal;

import java.util.Map;

/** What a server answered. Immutable but for the array of its body. */
public final class HttpAnswer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** Returns the status, which is no redirect. */
  public int status() {
    return status;
  }

  /** Returns the {@code ETag}; empty if there is none. */
  public String etag() {
    return headers.getOrDefault("ETag", "");
  }

  /** Returns {@code Retry-After}; empty if there is none. */
  public String retryAfter() {
    return headers.getOrDefault("Retry-After", "");
  }

  /** Returns {@code Content-Type}; empty if there is none. */
  public String contentType() {
    return headers.getOrDefault("Content-Type", "");
  }

  /** Returns the body itself, to be wiped by whoever needs that; empty if it was not read. */
  public byte[] body() {
    return body;
  }

  /** Names the status. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
