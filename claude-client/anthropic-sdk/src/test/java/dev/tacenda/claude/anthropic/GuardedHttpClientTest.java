package dev.tacenda.claude.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GuardedHttpClientTest {
  private final Guards guards = Guards.admitting();
  private final FakeTransport transport = new FakeTransport();
  private final GuardedHttpClient client = new GuardedHttpClient(guards.guard(), transport);
  private final RuntimeException failure = new IllegalStateException("no route in this test");

  @Test
  void transportFailureEndsTheExchange() {
    transport.throwing(failure);

    assertThatThrownBy(() -> client.execute(request(), RequestOptions.none())).isSameAs(failure);

    assertEnded(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void asynchronousTransportFailureEndsTheExchange() {
    transport.fail(failure);

    assertThatThrownBy(() -> send().get()).hasCause(failure);

    assertEnded(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void transportThatThrowsInsteadOfFailingItsFutureDoesNotThrowHere() {
    transport.throwing(failure);

    assertThat(send()).failsWithin(Duration.ZERO).withThrowableThat().withCause(failure);

    assertEnded(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void denialIsInTheFuture() {
    Guards denying = Guards.denying();
    GuardedHttpClient denied = new GuardedHttpClient(denying.guard(), transport);

    CompletableFuture<HttpResponse> answer = denied.executeAsync(request(), RequestOptions.none());

    assertThatThrownBy(answer::get).hasCauseInstanceOf(RequestDeniedException.class);
    assertThat(transport.requests()).isEmpty();
  }

  /** Bodies of the SDK are Kotlin and throw what Java would have to declare. */
  @Test
  void bodyThatCannotBeReadIsInTheFutureToo() {
    HttpRequest broken = request().toBuilder().body(new BrokenBody()).build();

    CompletableFuture<HttpResponse> answer = client.executeAsync(broken, RequestOptions.none());

    assertThatThrownBy(answer::get).hasCauseInstanceOf(UncheckedIOException.class);
    assertThat(transport.requests()).isEmpty();
    assertThat(guards.intents()).isEmpty();
  }

  @Test
  void cancellingReachesTheTransport() {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    transport.later(answer);

    assertThat(send().cancel(true)).isTrue();

    assertThat(answer).isCancelled();
    assertEnded(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void answerThatComesAfterTheCancellationIsClosed() {
    CompletableFuture<HttpResponse> answer = new StubbornFuture();
    transport.later(answer);
    CompletableFuture<HttpResponse> masked = send();

    assertThat(masked.cancel(true)).isTrue();
    FakeTransport.Answer late = FakeTransport.Answer.json(200, "{}");
    answer.complete(late);

    assertThat(late.closed()).isPositive();
    assertEnded(Outcome.CANCELLED);
  }

  private CompletableFuture<HttpResponse> send() {
    return client.executeAsync(request(), RequestOptions.none());
  }

  private void assertEnded(Outcome outcome) {
    assertThat(guards.closings()).hasSize(1);
    assertThat(guards.closings().get(0).kind()).isEqualTo(Kind.RESPONSE_ABORTED);
    assertThat(guards.closings().get(0).outcome()).contains(outcome);
  }

  private static HttpRequest request() {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .baseUrl("http://127.0.0.1")
        .addPathSegments("v1", "messages")
        .body(HttpRequestBody.ofJson(Map.of()))
        .build();
  }

  /** Like that of a transport which does not know how to cancel. */
  private static final class StubbornFuture extends CompletableFuture<HttpResponse> {
    @Override
    public boolean cancel(boolean mayInterrupt) {
      return false;
    }
  }

  private static final class BrokenBody implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream target) {
      throw new UncheckedIOException(new IOException("the upload broke off"));
    }

    @Override
    public String contentType() {
      return "application/json";
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void close() {}
  }
}
