package dev.tacenda.testkit;

import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;

/** Assertions on one recorded request. Confined to one thread. */
public final class RequestAssert extends AbstractAssert<RequestAssert, RecordedRequest> {

  RequestAssert(RecordedRequest actual) {
    super(actual, RequestAssert.class);
  }

  /** Fails unless the body is one JSON value: UTF-8, no duplicate keys, no lone surrogate. */
  public RequestAssert hasJsonBody() {
    isNotNull();
    try {
      JsonTree.parse(actual.body());
      return this;
    } catch (JsonTree.Malformed e) {
      throw failure("expected a JSON body in %s: %s", actual, e.getMessage());
    }
  }

  /** Fails unless the request has this header field. */
  public RequestAssert hasHeader(String name) {
    isNotNull();
    if (actual.header(name).isEmpty()) {
      throw failure("expected header field %s in %s", name, actual);
    }
    return this;
  }

  /** Fails if the request has this header field. */
  public RequestAssert hasNoHeader(String name) {
    isNotNull();
    if (actual.header(name).isPresent()) {
      throw failure("expected no header field %s in %s", name, actual);
    }
    return this;
  }

  /** Fails unless the body, read as UTF-8, contains the text. */
  public RequestAssert bodyContains(String text) {
    isNotNull();
    if (!actual.bodyText().contains(text)) {
      throw failure("expected <%s> in the body of %s", text, actual);
    }
    return this;
  }

  /** Fails if the body, read as UTF-8, contains the text; the message does not print the text. */
  public RequestAssert bodyDoesNotContain(String text) {
    isNotNull();
    if (actual.bodyText().contains(text)) {
      throw failure("unexpected text of %d characters in the body of %s", text.length(), actual);
    }
    return this;
  }

  /** Fails unless the body is exactly these bytes; the message has sizes only. */
  public RequestAssert hasBody(byte[] expected) {
    isNotNull();
    int difference = Arrays.mismatch(actual.body(), expected);
    if (difference >= 0) {
      throw failure(
          "expected %d body bytes in %s, they differ at %d", expected.length, actual, difference);
    }
    return this;
  }

  /**
   * Fails if a planted value is in the request line, the header lines or the body, raw or encoded.
   *
   * @param planted name to value, as {@link LeakCheck#of} takes it
   */
  public RequestAssert leaksNothingOf(Map<String, String> planted) {
    isNotNull();
    LeakReport report = LeakCheck.of(planted).searchRequest(actual).report();
    if (!report.isClean()) {
      throw failure("%s", report);
    }
    return this;
  }
}
