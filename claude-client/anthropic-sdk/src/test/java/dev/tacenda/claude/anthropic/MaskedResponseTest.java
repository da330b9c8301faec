package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.ResponseRefusedException;
import dev.tacenda.claude.anthropic.FakeTransport.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class MaskedResponseTest {
  private final Guards guards = Guards.admitting();
  private final FakeTransport transport = new FakeTransport();
  private final GuardedHttpClient client = new GuardedHttpClient(guards.guard(), transport);

  @Test
  void bodyIsMaskedAndTheSameStreamEachTime() throws IOException {
    HttpResponse response = answer(Answer.json(200, "{\"a\":\"" + Guards.SECRET + "\"}"));

    assertThat(response.body()).isSameAs(response.body());
    assertThat(new String(response.body().readAllBytes(), UTF_8)).startsWith("{\"a\":\"TCN_");
  }

  @Test
  void keepsStatusAndHeadersButForTheLength() {
    HttpResponse response = answer(Answer.json(201, "{}"));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.requestId()).contains("req_fake_1");
    assertThat(response.headers().values("content-type")).containsExactly("application/json");
    assertThat(response.headers().values("content-length")).isEmpty();
  }

  @Test
  void closingWithoutReadingClosesTheAnswerAndEndsTheExchange() {
    Answer answer = Answer.json(200, "{}");

    answer(answer).close();

    assertThat(answer.closed()).isPositive();
    assertClosing(Kind.RESPONSE_ABORTED, Outcome.CANCELLED);
  }

  @Test
  void closingAgainRecordsNothingMore() throws IOException {
    HttpResponse response = answer(Answer.json(200, "{}"));
    response.body().readAllBytes();

    response.close();
    response.close();

    assertClosing(Kind.RESPONSE_COMPLETED, Outcome.SUCCESS);
  }

  @Test
  void answerWithoutABodyIsCompleteWhetherReadOrNot() throws IOException {
    HttpResponse read = answer(new Answer(204, "", new UnreadableStream()));
    assertThat(read.body().readAllBytes()).isEmpty();
    assertClosing(Kind.RESPONSE_COMPLETED, Outcome.SUCCESS);

    answer(new Answer(204, "", new UnreadableStream())).close();
    assertThat(guards.closings()).hasSize(2).allSatisfy(MaskedResponseTest::assertSuccess);
  }

  private static void assertSuccess(AuditRecord closing) {
    assertThat(closing.outcome()).contains(Outcome.SUCCESS);
  }

  @Test
  void nothingOfAnotherProtocolComesThrough() throws IOException {
    InputStream otherProtocol = new ByteArrayInputStream(Guards.SECRET.getBytes(UTF_8));

    HttpResponse response = answer(new Answer(101, "", otherProtocol));

    assertThat(response.body().readAllBytes()).isEmpty();
  }

  @Test
  void refusesATypeItCannotMaskEachTimeAndClosesTheAnswer() {
    Answer answer = new Answer(200, "image/png", new UnreadableStream());
    HttpResponse response = answer(answer);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(response::body).isInstanceOf(ResponseRefusedException.class);
    }
    assertThatCode(response::close).doesNotThrowAnyException();

    assertThat(answer.closed()).isPositive();
    assertClosing(Kind.RESPONSE_ABORTED, Outcome.GUARD_FAILED);
  }

  @Test
  void answerThatSaysItHasABodyButHasNoneIsAFailure() {
    Answer answer = new Answer(200, "application/json", null);

    assertThatThrownBy(() -> answer(answer).body()).isInstanceOf(RuntimeException.class);

    assertThat(answer.closed()).isPositive();
  }

  @Test
  void statusThatIsNoneClosesTheAnswerAndEndsTheExchange() {
    Answer answer = Answer.json(999, "{}");

    assertThatThrownBy(() -> answer(answer)).isInstanceOf(IllegalArgumentException.class);

    assertThat(answer.closed()).isPositive();
    assertClosing(Kind.RESPONSE_ABORTED, Outcome.TRANSPORT_FAILED);
  }

  @Test
  void closeFromAnotherThreadEndsARead() throws Exception {
    BlockingStream silent = new BlockingStream();
    HttpResponse response = answer(new Answer(200, "text/event-stream", silent));
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return response.body().read();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    silent.awaitReader();

    response.close();

    assertThatThrownBy(read::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertClosing(Kind.RESPONSE_ABORTED, Outcome.CANCELLED);
  }

  private HttpResponse answer(Answer answer) {
    transport.answer(answer);
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .baseUrl("http://127.0.0.1")
            .addPathSegments("v1", "messages")
            .body(HttpRequestBody.ofJson(Map.of()))
            .build();
    return client.execute(request, RequestOptions.none());
  }

  private void assertClosing(Kind kind, Outcome outcome) {
    assertThat(guards.closings()).hasSize(1);
    assertThat(guards.closings().get(0).kind()).isEqualTo(kind);
    assertThat(guards.closings().get(0).outcome()).contains(outcome);
  }

  /** A body that must not be asked for. */
  private static final class UnreadableStream extends InputStream {
    @Override
    public int read() {
      throw new AssertionError("this body must not be read");
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      return read();
    }
  }

  /** A body that says nothing until it is closed. */
  private static final class BlockingStream extends InputStream {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    void awaitReader() throws InterruptedException {
      reading.await();
    }

    @Override
    public int read() throws IOException {
      reading.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      return read();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
