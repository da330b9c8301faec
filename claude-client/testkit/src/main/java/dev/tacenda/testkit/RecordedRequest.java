package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request as {@link FakeClaude} received it, byte for byte. Immutable and thread-safe.
 *
 * <p>A request that could not be parsed, or that broke off, is recorded too, because its bytes had
 * left the caller all the same: see {@link #isComplete()}.
 */
public final class RecordedRequest {

  private final int order;
  private final RequestHead head;
  private final byte[] body;
  private final boolean complete;

  RecordedRequest(int order, RequestHead head, byte[] body, boolean complete) {
    this.order = order;
    this.head = head;
    this.body = body;
    this.complete = complete;
  }

  /** Position in order of arrival, from 1. Arrival is the moment the last byte was read. */
  public int order() {
    return order;
  }

  /** The method, such as {@code POST}; empty when the request line could not be parsed. */
  public String method() {
    return head.method();
  }

  /** The path as sent, percent escapes and all, without the query. */
  public String path() {
    return head.path();
  }

  /** The query as sent, without the question mark; empty when there is none. */
  public String query() {
    return head.query();
  }

  /** All header fields in the order sent: lower-case names, each with its values as sent. */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> fields = new TreeMap<>();
    head.fields()
        .forEach(
            field ->
                fields
                    .computeIfAbsent(field.lowerName(), n -> new ArrayList<>())
                    .add(field.value()));
    fields.replaceAll((name, values) -> Collections.unmodifiableList(values));
    return Collections.unmodifiableMap(fields);
  }

  /**
   * The first value of a header field.
   *
   * @param name field name in any case
   */
  public Optional<String> header(String name) {
    return head.first(name.toLowerCase(Locale.ROOT));
  }

  /** A copy of the body, after any chunked framing was taken off. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8; malformed bytes become the replacement character. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A copy of the request line and header lines exactly as they came over the wire. */
  public byte[] head() {
    return head.raw();
  }

  /**
   * False when the head could not be parsed, the body was over the limit, or the connection ended
   * early. What did arrive is then in {@link #head()} and {@link #body()}.
   */
  public boolean isComplete() {
    return complete;
  }

  int bodyLength() {
    return body.length;
  }

  /** Order and size only: nothing that came from traffic. */
  @Override
  public String toString() {
    return "RecordedRequest{#"
        + order
        + ", "
        + body.length
        + " body bytes"
        + (complete ? "" : ", incomplete")
        + "}";
  }
}
