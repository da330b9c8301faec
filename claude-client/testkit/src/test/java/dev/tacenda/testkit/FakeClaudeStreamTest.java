package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClaudeStreamTest {

  private static final String TEXT = "Grüße, 世界! 😀👩‍🚀 \"quoted\" \\ back\nnext\tline \u0001";
  private static final String INPUT = "{\"path\":\"ü😀.txt\",\"n\":1.50,\"deep\":{\"a\":[1,null]}}";

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  @Test
  void writesTheEventsOfAMessageInTheirOrder() {
    claude.enqueue(Reply.text("ab").andToolUse("Read", "{}").deltaSize(1));
    HttpResponse<byte[]> response = calls.messages(Calls.STREAM_BODY);
    Accumulator message = Accumulator.of(response.body());
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    assertThat(message.types)
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(message.stopReason).isEqualTo("tool_use");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 24, 1000, Integer.MAX_VALUE})
  void givesTheSameMessageForEveryDeltaSize(int size) {
    claude.enqueue(
        Reply.text(TEXT).andToolUse("Write", INPUT).andThinking(TEXT, "c2ln").deltaSize(size));
    Accumulator message = Accumulator.of(calls.messages(Calls.STREAM_BODY).body());
    assertThat(message.blockTypes).containsExactly("text", "tool_use", "thinking");
    assertThat(message.block(0)).isEqualTo(TEXT);
    assertThat(message.block(1)).isEqualTo(INPUT);
    assertThat(message.block(2)).isEqualTo(TEXT);
  }

  @Test
  void takesSurrogatePairsApartWhenDeltasAreOneUnit() {
    claude.enqueue(Reply.text("😀").deltaSize(1));
    String stream = Calls.text(calls.messages(Calls.STREAM_BODY));
    assertThat(stream).contains("\"text\":\"\\ud83d\"").contains("\"text\":\"\\ude00\"");
  }

  @Test
  void writesEveryCharacterAsAnEscapeWhenTold() {
    claude.enqueue(Reply.text("aü").andToolUse("Write", INPUT).escapeEveryCharacter());
    HttpResponse<byte[]> response = calls.messages(Calls.STREAM_BODY);
    Accumulator message = Accumulator.of(response.body());
    assertThat(Calls.text(response)).contains("\"text\":\"\\u0061\\u00fc\"");
    assertThat(message.block(0)).isEqualTo("aü");
    assertThat(message.block(1)).isEqualTo(INPUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 4096})
  void keepsTheBytesWhateverTheSizeOfAWrite(int size) {
    claude.enqueue(Reply.text(TEXT).bytesPerWrite(size)).enqueue(Reply.text(TEXT));
    byte[] cut = calls.messages(Calls.STREAM_BODY).body();
    assertThat(Accumulator.of(cut).block(0)).isEqualTo(TEXT);
    claude.enqueue(Reply.text(TEXT).bytesPerWrite(size));
    calls.messages(Calls.BODY);
    Object whole = Json.parse(Calls.text(calls.messages(Calls.BODY)));
    assertThat(Json.text(whole, "content", 0, "text")).isEqualTo(TEXT);
  }

  @Test
  void compressesMessagesAndStreams() throws IOException {
    claude.enqueue(Reply.text(TEXT).gzip()).enqueue(Reply.text(TEXT).gzip().bytesPerWrite(3));
    HttpResponse<byte[]> whole = calls.messages(Calls.BODY);
    HttpResponse<byte[]> stream = calls.messages(Calls.STREAM_BODY);
    assertThat(whole.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(stream.headers().firstValue("content-encoding")).contains("gzip");
    Object message = Json.parse(new String(unpack(whole.body()), StandardCharsets.UTF_8));
    assertThat(Json.text(message, "content", 0, "text")).isEqualTo(TEXT);
    assertThat(Accumulator.of(unpack(stream.body())).block(0)).isEqualTo(TEXT);
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  @Test
  void dropsTheConnectionAfterSomeEvents() throws IOException {
    claude.enqueue(Reply.text("abcdef").deltaSize(1).cutAfter(5));
    String seen = wire();
    assertThat(seen.split("event: ", -1)).hasSize(6);
    assertThat(seen).endsWith("\"text\":\"b\"}}\n\n\r\n");
  }

  /** All that comes over the wire, framing included: a client may drop the end of a cut stream. */
  private String wire() throws IOException {
    URI base = URI.create(claude.baseUrl());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head =
          String.join(
              "\r\n",
              "POST /v1/messages HTTP/1.1",
              "x-api-key: k",
              "anthropic-version: 1",
              "content-type: application/json",
              "content-length: " + Calls.STREAM_BODY.length(),
              "",
              Calls.STREAM_BODY);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void tellsTheClientThatAStreamWasCut() {
    claude.enqueue(Reply.text("abcdef").deltaSize(1).cutAfter(5));
    assertThatThrownBy(() -> calls.messages(Calls.STREAM_BODY))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void dropsTheConnectionInTheMiddleOfAWholeAnswer() {
    claude.enqueue(Reply.text(TEXT).cutAfter(3));
    assertThatThrownBy(() -> calls.messages(Calls.BODY)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void endsAStreamCleanlyWithoutItsLastEvents() {
    claude.enqueue(Reply.text("abcdef").deltaSize(1).endAfter(4));
    Accumulator message = Accumulator.of(calls.messages(Calls.STREAM_BODY).body());
    assertThat(message.types).hasSize(4).doesNotContain("message_stop");
    assertThat(message.block(0)).isEqualTo("a");
  }

  @Test
  void sendsAnErrorInTheMiddleOfAStream() {
    claude.enqueue(Reply.text("ab").deltaSize(1).errorAfter(4, "overloaded_error", "Overloaded"));
    HttpResponse<byte[]> response = calls.messages(Calls.STREAM_BODY);
    Accumulator message = Accumulator.of(response.body());
    assertThat(message.types).last().isEqualTo("error");
    assertThat(message.error).isEqualTo("overloaded_error");
    assertThat(Calls.text(response)).contains("\"request_id\":\"req_fake_0000000001\"");
  }

  @Test
  void answersTheErrorOfAStreamAsStatusWhenNothingIsStreamed() {
    claude.enqueue(Reply.text("ab").errorAfter(4, "overloaded_error", "Overloaded"));
    claude.enqueue(Reply.text("ab").errorAfter(4, "api_error", "Oops"));
    assertThat(calls.messages(Calls.BODY).statusCode()).isEqualTo(529);
    assertThat(calls.messages(Calls.BODY).statusCode()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100_000})
  void sendsAGivenStreamInChunksOfTheGivenSizes(int size) {
    byte[] stream =
        ": comment\r\n\r\nevent: ping\r\ndata: {}\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    claude.enqueue(Reply.sse(stream, 3, size));
    assertThat(calls.messages(Calls.STREAM_BODY).body()).isEqualTo(stream);
  }

  @Test
  void writesEachPieceAsAChunkOfItsOwn() throws IOException {
    byte[] stream = "event: ping\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    claude.enqueue(Reply.sse(stream, 1).cutAfter(3));
    assertThat(wire()).endsWith("\r\n\r\n1\r\ne\r\n1\r\nv\r\n1\r\ne\r\n");
  }

  @Test
  void sendsOtherBlocksCompleteAtTheirStart() {
    String block = "{\"type\":\"redacted_thinking\",\"data\":\"QUJD\"}";
    claude.enqueue(Reply.text("x").andBlock(block)).enqueue(Reply.text("x").andBlock(block));
    String stream = Calls.text(calls.messages(Calls.STREAM_BODY));
    assertThat(stream).contains("\"content_block\":" + block);
    assertThat(Calls.text(calls.messages(Calls.BODY))).contains(block);
  }

  @Test
  void saysTheSameIdsInEveryRun() {
    claude.enqueue(Reply.toolUse("Read", "{}"));
    Object message = Json.parse(Calls.text(calls.messages(Calls.BODY)));
    assertThat(List.of(Json.text(message, "id"), Json.text(message, "content", 0, "id")))
        .containsExactly("msg_fake_0000000001", "toolu_fake_0000000001_0");
    assertThat(message).isInstanceOf(Map.class);
  }
}
