package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard does under the client of the JDK, besides what every adapter must do. */
class MaskingHttpClientTest {
  private static final String QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"use "
          + Planted.GITHUB_TOKEN
          + "\"}]}";
  private static final String ANSWER = "{\"content\":[\"it is " + Planted.AWS_KEY + "\"]}";
  private static final String MASKED =
      "{\"content\":[\"it is " + Planted.MASKER.maskText(Planted.AWS_KEY).text() + "\"]}";

  private static final List<Kind> CLOSING = List.of(Kind.RESPONSE_COMPLETED, Kind.RESPONSE_ABORTED);

  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final BlockingQueue<AuditRecord> closed = new LinkedBlockingQueue<>();
  private final MockWebServer server = new MockWebServer();
  private final HttpClient client = guarded(HttpClient.newHttpClient());

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpClient guarded(HttpClient plain) {
    return MaskingHttpClient.wrap(plain, guard("admit").build());
  }

  private TrafficGuard.Builder guard(String anonymous) {
    String yaml =
        "tacenda-policy: 1\nname: test\nrevision: 1\nrules: {use: [standard]}\n"
            + "anonymous-callers: "
            + anonymous
            + "\n";
    MaskingPolicy policy = MaskingPolicy.parse("test.yaml", yaml.getBytes(UTF_8));
    return TrafficGuard.builder(
        policy, PlaceholderKey.of(new byte[32]), AuditSink.composite(sink, new Notice()));
  }

  private HttpRequest question() {
    return question(BodyPublishers.ofString(QUESTION));
  }

  private HttpRequest question(BodyPublisher body) {
    return HttpRequest.newBuilder(server.url("/v1/messages").uri())
        .header("Content-Type", "application/json")
        .header("X-Note", "by " + Planted.GITHUB_TOKEN)
        .POST(body)
        .build();
  }

  private MockResponse answer() {
    return new MockResponse().setHeader("Content-Type", "application/json").setBody(ANSWER);
  }

  private final class Notice implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (CLOSING.contains(record.kind())) {
        closed.add(record);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private List<AuditRecord> closings() {
    return sink.records().stream().filter(each -> CLOSING.contains(each.kind())).toList();
  }

  private void assertClosed(Outcome outcome) {
    assertThat(closings()).hasSize(1);
    assertThat(closings().get(0).outcome()).contains(outcome);
  }

  @Test
  void sendsTheMaskedBodyWithItsLengthWhateverPublishedIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("question.json"), QUESTION);
    List<BodyPublisher> bodies =
        List.of(
            BodyPublishers.ofString(QUESTION),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(QUESTION.getBytes(UTF_8))),
            BodyPublishers.ofByteArrays(List.of(QUESTION.getBytes(UTF_8))),
            BodyPublishers.fromPublisher(once(QUESTION)));
    for (BodyPublisher body : bodies) {
      server.enqueue(answer());

      HttpResponse<String> response = client.send(question(body), BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo(MASKED);
      RecordedRequest sent = server.takeRequest();
      assertThat(sent.getBody().clone().readUtf8()).contains("use TCN_").doesNotContain("Fake0");
      assertThat(sent.getHeader("Content-Length")).isEqualTo(String.valueOf(sent.getBodySize()));
      assertThat(sent.getHeader("Transfer-Encoding")).isNull();
      assertThat(sent.getHeader("X-Note")).startsWith("by TCN_");
      assertThat(sent.getHeaders().values("Content-Type")).containsExactly("application/json");
    }
  }

  private static Flow.Publisher<ByteBuffer> once(String text) {
    return subscriber -> BodyPublishers.ofString(text).subscribe(subscriber);
  }

  @Test
  void everyHandlerSeesTheMaskedBody(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("answer.json");
    assertThat(new String(body(BodyHandlers.ofByteArray()), UTF_8)).isEqualTo(MASKED);
    assertThat(body(BodyHandlers.ofLines()).toList()).containsExactly(MASKED);
    assertThat(Files.readString(body(BodyHandlers.ofFile(file)))).isEqualTo(MASKED);
    assertThat(body(BodyHandlers.replacing("done"))).isEqualTo("done");
    assertThat(body(BodyHandlers.buffering(BodyHandlers.ofString(), 7))).isEqualTo(MASKED);
    try (InputStream stream = body(BodyHandlers.ofInputStream())) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(MASKED);
    }
    assertThat(closings()).hasSize(6).allMatch(each -> each.outcome().equals(success()));
  }

  private static Optional<Outcome> success() {
    return Optional.of(Outcome.SUCCESS);
  }

  private <T> T body(BodyHandler<T> handler) throws Exception {
    server.enqueue(answer());
    return client.sendAsync(question(), handler).get().body();
  }

  @Test
  void answerTellsNeitherALengthThatIsNotTrueNorACredentialOfTheGuard() throws Exception {
    TrafficGuard guard =
        guard("admit").credentials(caller -> Credential.apiKey("FAKE-brokered-key")).build();
    HttpClient brokered = MaskingHttpClient.wrap(HttpClient.newHttpClient(), guard);
    server.enqueue(answer());
    HttpRequest question = question();

    HttpResponse<String> response =
        brokered.send(
            question,
            info -> {
              assertThat(info.headers().firstValue("content-length")).isEmpty();
              return HttpResponse.BodySubscribers.ofString(UTF_8);
            });

    assertThat(server.takeRequest().getHeader("x-api-key")).isEqualTo("FAKE-brokered-key");
    assertThat(response.headers().firstValue("content-length")).isEmpty();
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.request()).isSameAs(question);
    assertThat(response.uri()).isEqualTo(question.uri());
    assertThat(response.toString()).doesNotContain("127.0.0.1").doesNotContain("localhost");
  }

  @Test
  void decodesGzipAndRefusesWhatItCannotDecode() throws Exception {
    Buffer compressed = new Buffer();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed.outputStream())) {
      gzip.write(ANSWER.getBytes(UTF_8));
    }
    server.enqueue(answer().setBody(compressed).setHeader("Content-Encoding", "GZIP"));
    HttpResponse<String> response = client.send(question(), BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(MASKED);
    assertThat(response.headers().firstValue("content-encoding")).isEmpty();

    server.enqueue(answer().setHeader("Content-Encoding", "br"));
    IOException failure =
        catchThrowableOfType(
            IOException.class, () -> client.send(question(), BodyHandlers.ofString()));

    assertThat(failure).hasRootCauseInstanceOf(ResponseRefusedException.class);
    assertThat(closings().get(1).outcome()).contains(Outcome.GUARD_FAILED);
  }

  @Test
  void refusesGzipThatBreaksOff() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(ANSWER.getBytes(UTF_8));
    }
    Buffer cut = new Buffer().write(compressed.toByteArray(), 0, compressed.size() - 3);
    server.enqueue(answer().setBody(cut).setHeader("Content-Encoding", "gzip"));

    assertThatThrownBy(() -> client.send(question(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);

    assertThat(closings()).hasSize(1);
    assertThat(closings().get(0).kind()).isEqualTo(Kind.RESPONSE_ABORTED);
  }

  @Test
  void deniedRequestIsATypedExceptionAndNothingIsSent() {
    HttpClient denying = MaskingHttpClient.wrap(HttpClient.newHttpClient(), guard("deny").build());

    assertDenied(
        Reason.ANONYMOUS_NOT_ADMITTED,
        catchThrowableOfType(
            RequestDeniedException.class, () -> denying.send(question(), BodyHandlers.ofString())));
    ExecutionException failed =
        catchThrowableOfType(
            ExecutionException.class,
            () -> denying.sendAsync(question(), BodyHandlers.ofString()).get());
    assertDenied(Reason.ANONYMOUS_NOT_ADMITTED, failed.getCause());
    assertThat(server.getRequestCount()).isZero();
  }

  private static void assertDenied(Reason reason, @Nullable Throwable denial) {
    assertThat(denial)
        .isInstanceOfSatisfying(
            RequestDeniedException.class, each -> assertThat(each.reason()).isEqualTo(reason));
  }

  @Test
  void refusesABodyThatIsLongerThanAnyPolicyAllows() {
    BodyPublisher endless =
        BodyPublishers.fromPublisher(
            subscriber -> {
              throw new AssertionError("read although it is too long");
            },
            DrainedBody.MAX_BODY_BYTES + 1L);

    assertDenied(
        Reason.MASKING_FAILED,
        catchThrowableOfType(
            RequestDeniedException.class,
            () -> client.send(question(endless), BodyHandlers.ofString())));
    assertThatThrownBy(() -> client.sendAsync(question(endless), BodyHandlers.ofString()).get())
        .hasCauseInstanceOf(RequestDeniedException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void doesNotSendABodyThatCannotBeRead() {
    BodyPublisher broken =
        BodyPublishers.ofInputStream(
            () -> {
              throw new IllegalStateException("no such stream");
            });

    assertThatThrownBy(() -> client.send(question(broken), BodyHandlers.ofString()))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> client.sendAsync(question(broken), BodyHandlers.ofString()).get())
        .isInstanceOf(ExecutionException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void refusesAClientThatFollowsRedirectsOrIsGuardedAlready() {
    HttpClient following = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> guarded(following))
        .withMessageContaining("followRedirects must be NEVER, was NORMAL");
    assertThatThrownBy(() -> guarded(client))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wrap the client that was there before");
  }

  @Test
  void redirectComesBackToTheCallerUnfollowed() throws Exception {
    server.enqueue(
        new MockResponse().setResponseCode(307).setHeader("Location", server.url("/elsewhere")));

    HttpResponse<String> response = client.send(question(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cancellingTheFutureOrOneDerivedFromItCancelsTheExchange() throws Exception {
    for (boolean derived : new boolean[] {false, true}) {
      server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(question(), BodyHandlers.ofString());
      var last = derived ? answer.thenApply(HttpResponse::body) : answer;
      server.takeRequest();

      assertThat(last.cancel(true)).isTrue();

      assertThatThrownBy(answer::get)
          .isInstanceOfAny(CancellationException.class, ExecutionException.class);
      // The thread that was sending may be the one that notices.
      assertThat(closed.take().outcome()).contains(Outcome.TRANSPORT_FAILED);
    }
  }

  @Test
  void cancelledBeforeTheGuardHasDecidedNothingIsSent() throws Exception {
    List<Runnable> waiting = new ArrayList<>();
    HttpClient plain = HttpClient.newBuilder().executor(waiting::add).build();
    CompletableFuture<HttpResponse<String>> answer =
        guarded(plain).sendAsync(question(), BodyHandlers.ofString());

    answer.cancel(true);
    while (!waiting.isEmpty()) {
      waiting.remove(0).run();
    }

    assertThat(answer).isCancelled();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void interruptedCallEndsItsExchange() throws Exception {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.send(question(), BodyHandlers.ofString());
                thrown.complete(new AssertionError("there was an answer"));
              } catch (IOException | InterruptedException e) {
                thrown.complete(e);
              }
            });
    caller.start();
    server.takeRequest();

    caller.interrupt();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertClosed(Outcome.TRANSPORT_FAILED);
  }

  /** The rest of the body has not even been read, because nobody asked for it. */
  @Test
  void closingTheBodyEarlyEndsItsExchange() throws Exception {
    String pings = "event: ping\ndata: {\"type\":\"ping\"}\n\n".repeat(100_000);
    server.enqueue(
        new MockResponse().setHeader("Content-Type", "text/event-stream").setBody(pings));

    HttpResponse<Stream<String>> response = client.send(question(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      assertThat(lines.findFirst()).contains("event: ping");
    }

    assertClosed(Outcome.CANCELLED);
  }

  @Test
  void handlerThatThrowsEndsItsExchange() {
    server.enqueue(answer());
    BodyHandler<String> broken =
        info -> {
          throw new IllegalStateException("the handler of the application");
        };

    assertThatThrownBy(() -> client.send(question(), broken))
        .hasStackTraceContaining("the handler of the application");

    assertClosed(Outcome.CANCELLED);
  }

  @Test
  void refusesPushedAnswersAndWebSockets() throws Exception {
    server.enqueue(answer());
    CountDownLatch pushed = new CountDownLatch(1);

    String body =
        client
            .sendAsync(
                question(),
                BodyHandlers.ofString(),
                (initiating, pushing, acceptor) -> pushed.countDown())
            .get()
            .body();

    assertThat(body).isEqualTo(MASKED);
    assertThat(pushed.getCount()).isEqualTo(1);
    assertThatThrownBy(client::newWebSocketBuilder)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void runsOnTheExecutorOfTheClientIfItHasOne() throws Exception {
    List<Thread> threads = new ArrayList<>();
    Executor counting =
        task -> {
          Thread thread = new Thread(task, "executor-of-the-test");
          synchronized (threads) {
            threads.add(thread);
          }
          thread.start();
        };
    server.enqueue(answer());
    CompletableFuture<String> readBy = new CompletableFuture<>();
    BodyPublisher body =
        BodyPublishers.ofInputStream(
            () -> {
              readBy.complete(Thread.currentThread().getName());
              return new ByteArrayInputStream(QUESTION.getBytes(UTF_8));
            });

    guarded(HttpClient.newBuilder().executor(counting).build())
        .sendAsync(question(body), BodyHandlers.ofString())
        .get();

    assertThat(readBy.get()).isEqualTo("executor-of-the-test");
  }

  @Test
  void requestWithoutABodyIsSentWithoutOne() throws Exception {
    server.enqueue(answer());
    HttpRequest models =
        HttpRequest.newBuilder(server.url("/v1/models?limit=3").uri()).GET().build();

    assertThat(client.send(models, BodyHandlers.ofString()).body()).isEqualTo(MASKED);

    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getRequestLine()).startsWith("GET /v1/models?limit=3 ");
    assertThat(sent.getBodySize()).isZero();
  }

  @Test
  void settingsAreThoseOfTheGivenClient() throws Exception {
    HttpClient plain =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(9))
            .build();
    HttpClient wrapped = guarded(plain);

    assertThat(wrapped.version()).isEqualTo(plain.version());
    assertThat(wrapped.connectTimeout()).isEqualTo(plain.connectTimeout());
    assertThat(wrapped.followRedirects()).isEqualTo(plain.followRedirects());
    assertThat(wrapped.sslContext()).isSameAs(plain.sslContext());
    assertThat(wrapped.sslParameters().getProtocols())
        .isEqualTo(plain.sslParameters().getProtocols());
    assertThat(wrapped.executor()).isEqualTo(plain.executor());
    assertThat(wrapped.proxy()).isEqualTo(plain.proxy());
    assertThat(wrapped.authenticator()).isEqualTo(plain.authenticator());
    assertThat(wrapped.cookieHandler()).isEqualTo(plain.cookieHandler());
    assertThat(wrapped.toString()).startsWith("MaskingHttpClient[TrafficGuard[session ");
  }

  /** The methods that came with JDK 21 reach the given client there. */
  @Test
  void closesTheGivenClientWhereTheJdkCan() throws Exception {
    HttpClient plain = HttpClient.newHttpClient();
    MaskingHttpClient wrapped = MaskingHttpClient.wrap(plain, guard("admit").build());
    if (Runtime.version().feature() < 21) {
      for (Runnable each :
          List.<Runnable>of(
              wrapped::close, wrapped::shutdown, wrapped::shutdownNow, wrapped::isTerminated)) {
        assertThatThrownBy(each::run).isInstanceOf(UnsupportedOperationException.class);
      }
      assertThatThrownBy(() -> wrapped.awaitTermination(Duration.ofMillis(1)))
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    assertThat(wrapped.isTerminated()).isFalse();
    assertThat(wrapped.awaitTermination(Duration.ofMillis(1))).isFalse();
    wrapped.shutdown();
    wrapped.shutdownNow();
    wrapped.close();

    assertThat(wrapped.isTerminated()).isTrue();
    assertThatThrownBy(() -> plain.send(question(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }
}
