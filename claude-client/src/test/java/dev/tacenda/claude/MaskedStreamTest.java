package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MaskedStreamTest {
  private static final String MASKED_KEY = Planted.MASKER.maskText(Planted.AWS_KEY).text();

  private final List<ResponseSummary> ends = new ArrayList<>();

  private MaskedStream events(InputStream body) {
    return new MaskedStream(body, SseMasker.of(Planted.MASKER), ends::add);
  }

  private MaskedStream json(String body) {
    return new MaskedStream(
        stream(body),
        WholeBodyMasker.ofJson(Planted.TOOLS, ResponseFields.MESSAGES, 200),
        ends::add);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] answer() {
    String text = "the key is " + Planted.AWS_KEY;
    return SseText.begin().startText(0).text(0, text).stop(0).end().bytes();
  }

  private static InputStream failing(AtomicInteger closes) {
    return new Body() {
      @Override
      int next() throws IOException {
        throw new IOException("connection reset");
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    };
  }

  @Test
  void masksAnEventStreamAndSaysHowItEnded() throws Exception {
    MaskedStream masked = events(new ByteArrayInputStream(answer()));
    byte[] out = masked.readAllBytes();
    assertThat(masked.read()).isEqualTo(-1);
    masked.close();
    assertThat(SseText.gather(out).texts()).containsEntry(0, "the key is " + MASKED_KEY);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(out));
    assertThat(ends)
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.outcome()).isEqualTo(StreamOutcome.COMPLETE);
              assertThat(end.refusal()).isEmpty();
              assertThat(end.usage()).isEqualTo(new TokenUsage(12, 42, 7, 0));
              assertThat(end.countsByRule()).isEqualTo(Map.of("aws-access-key-id", 1));
              assertThat(end.body().orElseThrow().bytes()).isEqualTo(out.length);
              assertThat(end.body().orElseThrow().sha256()).isEqualTo(sha256);
            });
  }

  @Test
  void givesTheSameBytesOneAtATime() throws IOException {
    byte[] whole = events(new ByteArrayInputStream(answer())).readAllBytes();
    try (MaskedStream masked = events(new ByteArrayInputStream(answer()))) {
      for (byte each : whole) {
        assertThat(masked.read()).isEqualTo(each & 0xFF);
      }
      assertThat(masked.read()).isEqualTo(-1);
    }
  }

  @Test
  void readsNothingBeforeItIsRead() {
    InputStream body =
        new Body() {
          @Override
          int next() {
            throw new AssertionError("read too early");
          }
        };
    assertThat(events(body).available()).isZero();
  }

  @Test
  void returnsAsSoonAsThereIsAMaskedByte() throws Exception {
    try (Wire wire = new Wire();
        MaskedStream masked = events(wire.client.getInputStream())) {
      String ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
      wire.send(ping);
      assertThat(masked.readNBytes(ping.length())).isEqualTo(ping.getBytes(StandardCharsets.UTF_8));
      assertThat(masked.available()).isZero();
    }
  }

  @Test
  void closingFromAnotherThreadEndsARead() throws Exception {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    CompletableFuture<Boolean> reading = new CompletableFuture<>();
    try (Wire wire = new Wire()) {
      MaskedStream masked = events(announcing(wire.client.getInputStream(), reading));
      Future<Integer> read = reader.submit(() -> masked.read());
      assertThat(reading.get()).isTrue();
      masked.close();
      assertThatThrownBy(read::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    } finally {
      reader.shutdownNow();
    }
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.CANCELLED);
  }

  @Test
  void closingDoesNotWaitForAReadThatGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Boolean> reading = new CompletableFuture<>();
    InputStream stuck =
        new Body() {
          @Override
          int next() throws IOException {
            reading.complete(true);
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IOException(e);
            }
            return -1;
          }
        };
    ExecutorService reader = Executors.newSingleThreadExecutor();
    MaskedStream masked = events(stuck);
    Future<Integer> read = reader.submit(() -> masked.read());
    try {
      reading.get();
      masked.close();
      assertThat(ends).hasSize(1);
    } finally {
      release.countDown();
      reader.shutdown();
    }
    assertThatThrownBy(read::get).hasCauseInstanceOf(IOException.class);
    assertThat(ends).hasSize(1);
  }

  private static InputStream announcing(InputStream body, CompletableFuture<Boolean> reading) {
    return new Body() {
      @Override
      int next() throws IOException {
        reading.complete(true);
        return body.read();
      }

      @Override
      public void close() throws IOException {
        body.close();
      }
    };
  }

  @Test
  void saysCancelledIfClosedBeforeTheEndAndCompleteAfterTheLastEvent() throws IOException {
    events(new ByteArrayInputStream(answer())).close();
    MaskedStream whole =
        events(
            new SequenceInputStream(
                new ByteArrayInputStream(answer()), failing(new AtomicInteger())));
    byte[] start = new byte[100];
    assertThat(whole.read(start)).isEqualTo(100);
    whole.close();
    assertThat(ends)
        .extracting(ResponseSummary::outcome)
        .containsExactly(StreamOutcome.CANCELLED, StreamOutcome.COMPLETE);
  }

  @Test
  void saysTruncatedIfTheBodyFailsAndPassesTheFailureOn() {
    AtomicInteger closes = new AtomicInteger();
    MaskedStream masked = events(failing(closes));
    assertThatThrownBy(masked::read).isInstanceOf(IOException.class).hasMessage("connection reset");
    assertThatThrownBy(masked::read).hasMessage("the response was closed");
    assertThat(closes).hasValue(1);
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.TRUNCATED);
  }

  @Test
  void refusesWhatCannotBeMaskedAndGivesNothingAfterIt() {
    SseLimits limits = new SseLimits(64, 1, 1);
    InputStream body = stream("event: ping\n\ndata: " + "x".repeat(99) + Planted.AWS_KEY + "\n\n");
    MaskedStream masked =
        new MaskedStream(
            body,
            new SseMasker(Planted.MASKER, Planted.TOOLS, ResponseFields.MESSAGES, limits),
            ends::add);
    assertThatThrownBy(masked::readAllBytes)
        .isInstanceOfSatisfying(
            ResponseRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.EVENT_TOO_LARGE));
    assertThatThrownBy(masked::read).isInstanceOf(IOException.class);
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.REFUSED);
  }

  @Test
  void passesOnWhatTheCallbackThrowsAfterClosingTheBody() {
    AtomicInteger closes = new AtomicInteger();
    MaskedStream masked =
        new MaskedStream(
            failing(closes),
            SseMasker.of(Planted.MASKER),
            end -> {
              throw new IllegalStateException("audit failed");
            });
    assertThatThrownBy(masked::close).hasMessage("audit failed");
    assertThat(closes).hasValue(1);
  }

  @Test
  void masksAJsonBody() throws IOException {
    MaskedStream masked =
        json(
            "{\"content\":[{\"type\":\"text\",\"text\":\""
                + Planted.AWS_KEY
                + "\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}");
    assertThat(new String(masked.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"content\":[{\"type\":\"text\",\"text\":\""
                + MASKED_KEY
                + "\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}");
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.COMPLETE);
    assertThat(ends.get(0).usage()).isEqualTo(new TokenUsage(3, 4, 0, 0));
  }

  @Test
  void passesAnEmptyBody() throws IOException {
    assertThat(json("").readAllBytes()).isEmpty();
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.COMPLETE);
  }

  @Test
  void refusesAJsonBodyThatIsCutOff() {
    for (String cut : List.of("{", "{\"a\":\"" + Planted.AWS_KEY, "{\"a\":1", "nul", "{}{}")) {
      assertThatThrownBy(() -> json(cut).readAllBytes())
          .as(cut)
          .isInstanceOfSatisfying(
              ResponseRefusedException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.NOT_MASKABLE))
          .hasMessageNotContaining(Planted.AWS_KEY);
    }
    assertThat(ends).extracting(ResponseSummary::outcome).containsOnly(StreamOutcome.REFUSED);
  }

  @Test
  void keepsOnlyTheMaskersOwnExceptionAsCause() {
    assertThatThrownBy(() -> json("{").readAllBytes()).hasCauseInstanceOf(MaskingException.class);
    ResponseRefusedException other =
        ResponseRefusedException.because(new IllegalArgumentException(Planted.AWS_KEY));
    assertThat(other)
        .hasNoCause()
        .hasMessage("NOT_MASKABLE: the masker failed with java.lang.IllegalArgumentException");
  }

  @Test
  void refusesABodyAboveTheLimit() {
    assertThatThrownBy(() -> json("\"" + "x".repeat(200) + "\"").readAllBytes())
        .isInstanceOfSatisfying(
            ResponseRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.BODY_TOO_LARGE))
        .hasMessageContaining("200 bytes");
  }

  @Test
  void masksJsonLinesEachAsItComes() throws IOException {
    String lines =
        "{\"custom_id\":\"a\",\"result\":{\"message\":{\"content\":\"%s\"}}}\n{\"b\":1}\r\n\n"
            + "{\"custom_id\":\"c\"}";
    InputStream body = stream(lines.formatted(Planted.AWS_KEY));
    MaskedStream masked =
        new MaskedStream(
            body, new JsonLinesMasker(Planted.TOOLS, ResponseFields.MESSAGES, 200), ends::add);
    assertThat(new String(masked.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(lines.formatted(MASKED_KEY));
    assertThat(ends.get(0).countsByRule()).containsEntry("aws-access-key-id", 1);
  }

  @Test
  void givesWholeJsonLinesAndRefusesTheOneThatIsCutOff() throws IOException {
    InputStream body = stream("{\"a\":1}\n{\"b\":\"" + Planted.AWS_KEY);
    MaskedStream masked =
        new MaskedStream(
            body, new JsonLinesMasker(Planted.TOOLS, ResponseFields.MESSAGES, 200), ends::add);
    assertThat(masked.readNBytes(8)).isEqualTo("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(masked::read).isInstanceOf(ResponseRefusedException.class);
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.REFUSED);
  }

  @Test
  void refusesAJsonLineAboveTheLimit() {
    InputStream body = stream("{\"a\":1}\n\"" + "x".repeat(200));
    MaskedStream masked =
        new MaskedStream(
            body, new JsonLinesMasker(Planted.TOOLS, ResponseFields.MESSAGES, 200), ends::add);
    assertThatThrownBy(masked::readAllBytes).isInstanceOf(ResponseRefusedException.class);
  }

  @Test
  void masksText() throws IOException {
    InputStream body = stream("<h1>502 for " + Planted.AWS_KEY + "</h1>");
    MaskedStream masked =
        new MaskedStream(body, WholeBodyMasker.ofText(Planted.MASKER, 200), ends::add);
    assertThat(new String(masked.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("<h1>502 for " + MASKED_KEY + "</h1>");
  }

  /** A body that gives one byte at a time. */
  private abstract static class Body extends InputStream {
    abstract int next() throws IOException;

    @Override
    public int read() throws IOException {
      return next();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int next = next();
      if (next < 0) {
        return -1;
      }
      target[offset] = (byte) next;
      return 1;
    }
  }

  /** A connection over loopback, whose reader blocks until something is sent. */
  private static final class Wire implements AutoCloseable {
    private final Socket client;
    private final Socket server;

    Wire() throws IOException {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
        client = new Socket(loopback, listener.getLocalPort());
        server = listener.accept();
      }
    }

    void send(String text) throws IOException {
      OutputStream out = server.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
