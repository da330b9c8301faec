package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClaudeTest {

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  @Test
  void answersTheScriptedTextAsOneMessage() {
    claude.enqueue(Reply.text("Looks \"fine\".\n"));
    HttpResponse<byte[]> response = calls.messages(Calls.BODY);
    Object message = Json.parse(Calls.text(response));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("request-id")).contains("req_fake_0000000001");
    assertThat(Json.text(message, "type")).isEqualTo("message");
    assertThat(Json.text(message, "role")).isEqualTo("assistant");
    assertThat(Json.text(message, "model")).isEqualTo("claude-fake-1");
    assertThat(Json.text(message, "content", 0, "text")).isEqualTo("Looks \"fine\".\n");
    assertThat(Json.text(message, "stop_reason")).isEqualTo("end_turn");
    assertThat(Json.at(message, "stop_sequence")).isEqualTo(JsonTree.Nothing.NULL);
    assertThat(Json.number(message, "usage", "input_tokens")).isPositive();
  }

  @Test
  void answersAToolCallWithItsInputAsGiven() {
    claude.enqueue(Reply.text("I look.").andToolUse("Read", "{\"path\": \"a.txt\", \"n\": 1.50}"));
    String body = Calls.text(calls.messages(Calls.BODY));
    assertThat(body).contains("\"input\":{\"path\": \"a.txt\", \"n\": 1.50}");
    assertThat(Json.text(Json.parse(body), "content", 1, "name")).isEqualTo("Read");
    assertThat(Json.text(Json.parse(body), "stop_reason")).isEqualTo("tool_use");
  }

  @Test
  void saysWhoItIsWhenNothingIsScripted() {
    Object message = Json.parse(Calls.text(calls.messages(Calls.BODY)));
    assertThat(Json.text(message, "content", 0, "text"))
        .contains("FakeClaude")
        .contains(Calls.BODY.length() + " bytes");
  }

  @Test
  void repliesInTheOrderScriptedAndThenByTheFunction() {
    claude.enqueue(Reply.text("one")).enqueue(Reply.text("two"));
    claude.replyWith(request -> Reply.text("function saw #" + request.order()));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      texts.add(
          Json.text(Json.parse(Calls.text(calls.messages(Calls.BODY))), "content", 0, "text"));
    }
    assertThat(texts).containsExactly("one", "two", "function saw #3");
  }

  @Test
  void answersScriptedErrorsInClaudesShape() {
    claude.enqueue(Reply.error(529, "overloaded_error", "Overloaded").header("retry-after", "2"));
    HttpResponse<byte[]> response = calls.messages(Calls.STREAM_BODY);
    assertThat(response.statusCode()).isEqualTo(529);
    assertThat(response.headers().firstValue("retry-after")).contains("2");
    assertThat(Calls.text(response))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
                + "\"Overloaded\"},\"request_id\":\"req_fake_0000000001\"}");
  }

  @Test
  void failsAsOftenAsScriptedOnWhateverEndpoint() {
    Reply failure = Reply.error(500, "api_error", "try again");
    claude.enqueue(Reply.text("third time lucky")).failNext(failure, failure, failure);
    String count = Calls.BODY.replace("\"max_tokens\":64,", "");
    assertThat(calls.post("/v1/messages/count_tokens", count).statusCode()).isEqualTo(500);
    assertThat(calls.messages("not even JSON").statusCode()).isEqualTo(500);
    assertThat(calls.messages(Calls.STREAM_BODY).statusCode()).isEqualTo(500);
    assertThat(Calls.text(calls.messages(Calls.BODY))).contains("third time lucky");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void compressesOnlyForClientsThatAcceptIt() {
    try (FakeClaude packing = FakeClaude.builder().gzipIfAccepted().start()) {
      Calls client = new Calls(packing);
      HttpRequest.Builder plain = client.request("/v1/models").GET();
      assertThat(client.send(plain.build()).headers().firstValue("content-encoding")).isEmpty();
      HttpRequest accepting = plain.header("accept-encoding", "br, gzip").build();
      assertThat(client.send(accepting).headers().firstValue("content-encoding")).contains("gzip");
    }
  }

  @Test
  void remembersWhatItRefused() {
    calls.messages("[]");
    calls.messages(Calls.BODY);
    calls.post("/v1/secret-FAKE", Calls.BODY);
    assertThat(claude.refusals())
        .containsExactly(
            new Refusal(1, 400, "invalid_request_error", "body: Input should be an object"),
            new Refusal(3, 404, "not_found_error", "Not found"));
  }

  @Test
  void answersGivenBytesAsTheyAre() {
    claude.enqueue(Reply.raw(418, "text/plain", new byte[] {1, 2, (byte) 0xff}));
    HttpResponse<byte[]> response = calls.messages(Calls.BODY);
    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body()).containsExactly(1, 2, 0xff);
  }

  @Test
  void countsTokensTheSameEveryTime() {
    String body = Calls.BODY.replace("\"max_tokens\":64,", "");
    String first = Calls.text(calls.post("/v1/messages/count_tokens?beta=true", body));
    String second = Calls.text(calls.post("/v1/messages/count_tokens", body));
    assertThat(first)
        .isEqualTo(second)
        .isEqualTo(
            "{\"input_tokens\":"
                + ("{\"text\":\"Hello\",\"type\":\"text\"}".length() + 3) / 4
                + "}");
  }

  @Test
  void listsModels() {
    String body = Calls.text(calls.send(calls.request("/v1/models?limit=5").GET().build()));
    assertThat(Json.text(Json.parse(body), "data", 0, "id")).isEqualTo("claude-fake-1");
  }

  @Test
  void answersTheHelloThatClaudeCodeSends() {
    HttpRequest head = calls.request("/api/hello").method("HEAD", BodyPublishers.noBody()).build();
    assertThat(calls.send(head).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/message", "/v1/messages/", "/v1/complete", "/v1/files/none"})
  void answersAnythingElseWithNotFound(String path) {
    HttpResponse<byte[]> response = calls.post(path, Calls.BODY);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Calls.text(response)).contains("\"type\":\"not_found_error\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|model: Field",
        "{\"model\":\"\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|model:"
            + " Input",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|max_tokens: Field",
        "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|max_tokens:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":1.5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|max_tokens:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":\"1\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|max_tokens:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":1}|messages: Field",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":{}}|messages: Input",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}|messages: at least one",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[null]}|messages.0: Input",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}|messages.0.role",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\"}]}|messages.0.content:"
            + " Field",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":7}]}|messages.0.content:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}|messages.0.content.0.type",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}]}|messages.0.content.0.text",
        "{\"model\":\"m\",\"max_tokens\":1,\"stream\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|stream:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":1,\"system\":7,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|system:"
            + " Input",
        "{\"model\":\"m\",\"max_tokens\":1,\"tools\":{},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|tools:"
            + " Input",
        "{\"model\":\"m\",\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|not"
            + " valid JSON",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d\"}]}|lone"
            + " surrogate",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]} x|not valid JSON",
        "[]|body: Input",
        "``|not valid JSON",
        "{\"model\":|not valid JSON",
      })
  void refusesWhatTheRealApiRefuses(String body, String message) {
    claude.enqueue(Reply.text("still there"));
    HttpResponse<byte[]> refused = calls.messages(body);
    Object error = Json.parse(Calls.text(refused));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.text(error, "type")).isEqualTo("error");
    assertThat(Json.text(error, "error", "type")).isEqualTo("invalid_request_error");
    assertThat(Json.text(error, "error", "message")).contains(message);
    assertThat(Json.text(error, "request_id"))
        .isEqualTo(refused.headers().firstValue("request-id").orElseThrow());
    assertThat(Calls.text(calls.messages(Calls.BODY))).contains("still there");
  }

  @Test
  void acceptsBlocksSystemTextAndUnknownFields() {
    String body =
        "{\"model\":\"m\",\"max_tokens\":1,\"future\":{\"x\":[1e400]},\"system\":[{\"type\":"
            + "\"text\",\"text\":\"s\"}],\"messages\":[{\"role\":\"system\",\"content\":\"x\"},"
            + "{\"role\":\"user\",\"content\":[{\"type\":\"future_block\"}]}]}";
    assertThat(calls.messages(body).statusCode()).isEqualTo(200);
  }

  @Test
  void wantsACredential() {
    HttpRequest none =
        HttpRequest.newBuilder(calls.request("/v1/messages").build().uri())
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(Calls.BODY))
            .build();
    HttpResponse<byte[]> response = calls.send(none);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Calls.text(response)).contains("authentication_error");
  }

  @Test
  void takesABearerAsCredentialToo() {
    HttpRequest bearer =
        HttpRequest.newBuilder(calls.request("/v1/messages").build().uri())
            .header("authorization", "Bearer fake-key")
            .header("anthropic-version", "2026-10-21")
            .header("content-type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(Calls.BODY))
            .build();
    assertThat(calls.send(bearer).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "content-type,text/plain,content-type",
    "content-encoding,gzip,content-encoding",
    "anthropic-version,,anthropic-version"
  })
  void refusesWrongHeaders(String name, String value, String message) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(calls.request("/v1/messages").build().uri())
            .header("x-api-key", "fake-key")
            .POST(BodyPublishers.ofString(Calls.BODY));
    if (!name.equals("anthropic-version")) {
      request
          .header("anthropic-version", "2023-06-01")
          .setHeader("content-type", "application/json");
      request.setHeader(name, value);
    }
    HttpResponse<byte[]> response = calls.send(request.build());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Calls.text(response)).contains(message);
  }

  @Test
  void recordsExactlyWhatWasSent() {
    String body = Calls.BODY + "\n  ";
    HttpRequest request =
        calls
            .request("/v1/messages?beta=true&q=%41")
            .header("X-Twice", "a")
            .header("X-Twice", "b")
            .POST(BodyPublishers.ofString(body))
            .build();
    calls.send(request);
    RecordedRequest seen = claude.requests().get(0);
    assertThat(seen.order()).isEqualTo(1);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/v1/messages");
    assertThat(seen.query()).isEqualTo("beta=true&q=%41");
    assertThat(seen.headers()).containsEntry("x-twice", List.of("a", "b"));
    assertThat(seen.header("X-API-Key")).contains("fake-key");
    assertThat(seen.bodyText()).isEqualTo(body);
    assertThat(seen.isComplete()).isTrue();
    assertThat(new String(seen.head(), StandardCharsets.US_ASCII))
        .startsWith("POST /v1/messages?beta=true&q=%41 HTTP/1.1\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void showsNoContentOfARequestInToString() {
    calls.post("/v1/messages?secret=FAKE-query", "{\"FAKE\":\"body\"}");
    RecordedRequest seen = claude.requests().get(0);
    assertThat(seen.toString()).isEqualTo("RecordedRequest{#1, 15 body bytes}");
    assertThat(claude.toString()).doesNotContain("FAKE-");
  }

  @Test
  void givesCopiesOfTheBody() {
    calls.messages(Calls.BODY);
    RecordedRequest seen = claude.requests().get(0);
    seen.body()[0] = 'X';
    assertThat(seen.bodyText()).isEqualTo(Calls.BODY);
  }

  @Test
  void callsTheHookBeforeAnyByteOfTheAnswer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    claude.onRequest(
        request -> {
          arrived.countDown();
          awaitQuietly(mayAnswer);
        });
    AtomicBoolean answered = new AtomicBoolean();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Future<?> call =
        executor.submit(
            () -> {
              calls.messages(Calls.BODY);
              answered.set(true);
            });
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(claude.requests()).hasSize(1);
    assertThat(answered).isFalse();
    mayAnswer.countDown();
    call.get(10, TimeUnit.SECONDS);
    executor.shutdown();
    assertThat(answered).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keepsAFailureOfTheHookForClose() {
    FakeClaude failing = FakeClaude.start();
    failing.onRequest(
        request -> {
          throw new AssertionError("intent was not durable");
        });
    HttpResponse<byte[]> response = new Calls(failing).messages(Calls.BODY);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().firstValue("x-should-retry")).contains("false");
    assertThatThrownBy(failing::close).hasMessage("intent was not durable");
    failing.close();
  }

  @Test
  void keepsAFailureOfTheReplyFunctionForClose() {
    FakeClaude failing = FakeClaude.start();
    failing.replyWith(
        request -> {
          throw new IllegalStateException("no reply");
        });
    assertThat(new Calls(failing).messages(Calls.BODY).statusCode()).isEqualTo(500);
    assertThatThrownBy(failing::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no reply");
  }

  @Test
  void waitsForRequestsUntilTheyCome() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    for (int i = 0; i < 3; i++) {
      executor.execute(() -> calls.messages(Calls.BODY));
    }
    assertThat(claude.awaitRequests(3, Duration.ofSeconds(10))).hasSize(3);
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void failsWhenRequestsDoNotComeInTime() {
    assertThatThrownBy(() -> claude.awaitRequests(1, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("expected 1 requests within PT0.001S, saw 0");
  }

  @Test
  void servesTwentyClientsAtOnce() throws Exception {
    int clients = 20;
    CountDownLatch allHere = new CountDownLatch(clients);
    claude.onRequest(
        request -> {
          allHere.countDown();
          awaitQuietly(allHere);
        });
    claude.replyWith(request -> Reply.text(request.bodyText()).deltaSize(7));
    ExecutorService executor = Executors.newFixedThreadPool(clients);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      String body = Calls.STREAM_BODY.replace("Hello", "Hello from " + i);
      answers.add(executor.submit(() -> Accumulator.of(calls.messages(body).body()).block(0)));
    }
    for (int i = 0; i < clients; i++) {
      assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).contains("Hello from " + i + "\"");
    }
    executor.shutdown();
    assertThat(claude.requests()).extracting(RecordedRequest::order).isSorted().hasSize(clients);
  }

  @Test
  void refusesLimitsOutOfRange() {
    assertThatThrownBy(() -> FakeClaude.builder().maxBodyBytes(0).start())
        .hasMessage("maxBodyBytes must be in 1..1073741824, was 0");
    assertThatThrownBy(() -> FakeClaude.builder().exchangeDeadline(Duration.ZERO).start())
        .hasMessage("exchangeDeadline must be in PT0.001S..PT1H, was PT0S");
  }

  @Test
  void refusesRepliesThatCannotBe() {
    assertThatThrownBy(() -> Reply.toolUse("Read", "[1]")).hasMessageContaining("JSON object");
    assertThatThrownBy(() -> Reply.toolUse("Read", "{")).hasMessageContaining("JSON object");
    assertThatThrownBy(() -> Reply.error(200, "x", "y")).hasMessageContaining("400..599");
    assertThatThrownBy(() -> Reply.text("x").deltaSize(0)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> Reply.text("x").header("a b", "c")).hasMessageContaining("name");
    assertThatThrownBy(() -> Reply.text("x").header("a", "c\r\nd: e")).hasMessageContaining("line");
    assertThatThrownBy(() -> Reply.error(400, "x", "y").andText("z"))
        .hasMessage("only a message has blocks");
  }
}
