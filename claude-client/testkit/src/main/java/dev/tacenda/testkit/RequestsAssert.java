package dev.tacenda.testkit;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a list of recorded requests. Confined to one thread. */
public final class RequestsAssert extends AbstractAssert<RequestsAssert, List<RecordedRequest>> {

  RequestsAssert(List<RecordedRequest> actual) {
    super(actual, RequestsAssert.class);
  }

  /** Fails unless there are exactly so many requests. */
  public RequestsAssert hasCount(int expected) {
    isNotNull();
    if (actual.size() != expected) {
      throw failure("expected %d requests, saw %d", expected, actual.size());
    }
    return this;
  }

  /**
   * Fails if a planted value is in any request, raw or encoded; also if there is no request at all,
   * for then nothing was tested.
   *
   * @param planted name to value, as {@link LeakCheck#of} takes it
   */
  public RequestsAssert leakNothingOf(Map<String, String> planted) {
    isNotNull();
    LeakCheck check = LeakCheck.of(planted);
    actual.forEach(check::searchRequest);
    LeakReport report = check.report();
    if (!report.isClean()) {
      throw failure("%s", report);
    }
    return this;
  }

  /**
   * Fails unless every planted value stands in some request, raw or encoded: proof that a test
   * without masking would leak.
   *
   * @param planted name to value, as {@link LeakCheck#of} takes it
   */
  public RequestsAssert leakAllOf(Map<String, String> planted) {
    isNotNull();
    LeakCheck check = LeakCheck.of(planted);
    actual.forEach(check::searchRequest);
    int found = check.report().found();
    if (found != planted.size()) {
      throw failure(
          "expected all %d planted values in the requests, found %d", planted.size(), found);
    }
    return this;
  }
}
