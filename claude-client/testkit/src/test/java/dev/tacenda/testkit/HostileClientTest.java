package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostileClientTest {

  private static final String HEAD =
      String.join(
          "\r\n",
          "POST /v1/messages HTTP/1.1",
          "host: x",
          "x-api-key: k",
          "anthropic-version: 1",
          "content-type: application/json",
          "");

  private final FakeClaude claude =
      FakeClaude.builder().maxBodyBytes(1000).exchangeDeadline(Duration.ofSeconds(10)).start();

  @AfterEach
  void stop() {
    claude.close();
  }

  private static Socket connect(FakeClaude claude) throws IOException {
    int port = URI.create(claude.baseUrl()).getPort();
    return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends the text, ends the sending side and returns all that comes back. */
  private String exchange(String text) throws IOException {
    try (Socket socket = connect(claude)) {
      write(socket, text);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE|",
        "POST  /v1/messages HTTP/1.1|",
        "POST v1/messages HTTP/1.1|",
        "POST /v1/messages HTTP/2.0|",
        "POST /v1/messages HTTP/1.1|no colon|",
        "POST /v1/messages HTTP/1.1|name : space|",
        "POST /v1/messages HTTP/1.1|a: b| folded|",
        "POST /v1/messages HTTP/1.1|content-length: 1|content-length: 1|",
        "POST /v1/messages HTTP/1.1|content-length: 1|transfer-encoding: chunked|",
        "POST /v1/messages HTTP/1.1|content-length: -1|",
        "POST /v1/messages HTTP/1.1|transfer-encoding: gzip|",
        "POST /v1/messages HTTP/1.1|transfer-encoding: chunked||zz",
        "POST /v1/messages HTTP/1.1|transfer-encoding: chunked||1;FAKE=ext|x|0|",
        "POST /v1/messages HTTP/1.1|transfer-encoding: chunked||0|FAKE: trailer|",
      })
  void refusesAndRecordsWhatIsNotHttp(String request) throws IOException {
    String answer = exchange(request.replace("|", "\r\n") + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("invalid_request_error");
    RecordedRequest seen = claude.requests().get(0);
    assertThat(seen.isComplete()).isFalse();
    assertThat(seen.head().length).isPositive();
  }

  @Test
  void recordsChunkExtensionsAndTrailersAsEvidence() throws IOException {
    exchange(HEAD + "transfer-encoding: chunked\r\n\r\n1;FAKE=extension\r\nx\r\n0\r\n\r\n");
    assertThat(claude.requests().get(0).bodyText()).contains("FAKE=extension");
  }

  @Test
  void recordsTheBytesOfARequestThatBrokeOff() throws IOException {
    exchange(HEAD + "content-length: 100\r\n\r\nFAKE-half");
    RecordedRequest seen = claude.awaitRequests(1, Duration.ofSeconds(10)).get(0);
    assertThat(seen.bodyText()).isEqualTo("FAKE-half");
    assertThat(seen.isComplete()).isFalse();
    exchange("POST /FAKE-path");
    RecordedRequest head = claude.awaitRequests(2, Duration.ofSeconds(10)).get(1);
    assertThat(new String(head.head(), StandardCharsets.US_ASCII)).isEqualTo("POST /FAKE-path");
  }

  @Test
  void joinsChunkedBodies() throws IOException {
    String body = Calls.BODY;
    String cut = body.substring(0, 16);
    String rest = body.substring(16);
    String answer =
        exchange(
            HEAD
                + "transfer-encoding: chunked\r\n\r\n10\r\n"
                + cut
                + "\r\n"
                + Integer.toHexString(rest.length())
                + "\r\n"
                + rest
                + "\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK");
    assertThat(claude.requests().get(0).bodyText()).isEqualTo(body);
  }

  @Test
  void invitesAClientThatAsksFirst() throws IOException {
    String answer =
        exchange(
            HEAD
                + "expect: 100-continue\r\ncontent-length: "
                + Calls.BODY.length()
                + "\r\n\r\n"
                + Calls.BODY);
    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    String request = HEAD + "content-length: " + Calls.BODY.length() + "\r\n\r\n" + Calls.BODY;
    String answer = exchange(request + request);
    assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(answer.indexOf("req_fake_0000000001"))
        .isPositive()
        .isLessThan(answer.indexOf("req_fake_0000000002"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"content-length: 5000\r\n\r\n", "transfer-encoding: chunked\r\n\r\n1388\r\n"})
  void refusesABodyOverTheLimitAndKeepsWhatFits(String framing) throws IOException {
    String answer = exchange(HEAD + framing + "x".repeat(5000));
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("request_too_large");
    RecordedRequest seen = claude.requests().get(0);
    assertThat(seen.body()).hasSize(1000);
    assertThat(seen.isComplete()).isFalse();
  }

  @Test
  void refusesAHeadOverTheLimit() throws IOException {
    String answer = exchange("POST /v1/messages HTTP/1.1\r\nx: " + "y".repeat(70_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "POST /v1/messages HTTP/1.1\r\nx: ", "whole-head"})
  void dropsAClientThatStopsInTheMiddleOfARequest(String start) throws IOException {
    try (FakeClaude hasty = FakeClaude.builder().exchangeDeadline(Duration.ofMillis(50)).start();
        Socket socket = connect(hasty)) {
      write(socket, start.equals("whole-head") ? HEAD + "content-length: 9\r\n\r\n{" : start);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      assertThat(hasty.awaitRequests(1, Duration.ofSeconds(10)).get(0).isComplete()).isFalse();
    }
  }

  @Test
  void dropsAClientThatDoesNotReadItsAnswer() throws IOException {
    Duration deadline = Duration.ofMillis(200);
    try (FakeClaude hasty = FakeClaude.builder().exchangeDeadline(deadline).start();
        Socket socket = connect(hasty)) {
      hasty.enqueue(Reply.raw(200, "text/plain", new byte[64 * 1024 * 1024]));
      write(socket, HEAD + "content-length: " + Calls.BODY.length() + "\r\n\r\n" + Calls.BODY);
      // Nobody reads this at the other end, so it blocks until the drop resets the connection.
      assertThatThrownBy(() -> writeForEver(socket)).isInstanceOf(IOException.class);
    }
  }

  private static void writeForEver(Socket socket) throws IOException {
    while (true) {
      write(socket, "x".repeat(10_000));
    }
  }

  @Test
  void servesOthersWhileOneClientDoesNotRead() throws IOException {
    try (Socket socket = connect(claude)) {
      claude.enqueue(Reply.raw(200, "text/plain", new byte[64 * 1024 * 1024]));
      write(socket, HEAD + "content-length: " + Calls.BODY.length() + "\r\n\r\n" + Calls.BODY);
      claude.awaitRequests(1, Duration.ofSeconds(10));
      assertThat(new Calls(claude).messages(Calls.BODY).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closesWithinASecondWhateverClientsDo() throws IOException {
    FakeClaude busy = FakeClaude.start();
    CountDownLatch never = new CountDownLatch(1);
    busy.onRequest(
        request -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (Socket idle = connect(busy);
        Socket half = connect(busy);
        Socket waiting = connect(busy)) {
      write(half, "POST /v1");
      write(waiting, HEAD + "content-length: " + Calls.BODY.length() + "\r\n\r\n" + Calls.BODY);
      busy.awaitRequests(1, Duration.ofSeconds(10));
      long start = System.nanoTime();
      busy.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(idle.getInputStream().read()).isNegative();
      assertThat(busy.requests()).isNotEmpty();
    }
    assertThatCode(busy::close).doesNotThrowAnyException();
  }
}
