package dev.tacenda.testkit;

import java.util.List;

/**
 * Entry points for AssertJ assertions on what {@link FakeClaude} received. AssertJ must be on the
 * class path of whoever uses this class; the rest of the kit does without it. Failure messages name
 * requests and planted values, they never print content of a request.
 *
 * <pre>{@code
 * assertThatRequests(claude).hasCount(2).leakNothingOf(planted.asMap());
 * assertThatRequest(claude.requests().get(0)).hasJsonBody().bodyContains("TCN_GITHUB_");
 * }</pre>
 */
public final class MaskingAssertions {

  private MaskingAssertions() {}

  /** Asserts on all requests that a stand-in has recorded up to now. */
  public static RequestsAssert assertThatRequests(FakeClaude claude) {
    return new RequestsAssert(claude.requests());
  }

  /** Asserts on these requests. */
  public static RequestsAssert assertThatRequests(List<RecordedRequest> requests) {
    return new RequestsAssert(List.copyOf(requests));
  }

  /** Asserts on one request. */
  public static RequestAssert assertThatRequest(RecordedRequest request) {
    return new RequestAssert(request);
  }
}
