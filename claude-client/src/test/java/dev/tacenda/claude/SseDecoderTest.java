package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Decodes {@code stream} in chunks of {@code size} bytes. */
  private static List<SseEvent> decode(String stream, int size) {
    byte[] bytes = utf8(stream);
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(1024);
    for (int at = 0; at < bytes.length; at += size) {
      decoder.accept(bytes, at, Math.min(size, bytes.length - at), events::add);
    }
    return events;
  }

  private static List<String> withData(List<SseEvent> events) {
    return events.stream()
        .filter(SseEvent::hasData)
        .map(event -> event.name() + "|" + new String(event.data(), StandardCharsets.UTF_8))
        .toList();
  }

  private static String raw(List<SseEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    events.forEach(event -> out.writeBytes(event.raw()));
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: a\ndata: 1\n\nevent: b\ndata: 2\n\n",
        "event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n",
        "event: a\rdata: 1\r\revent: b\rdata: 2\r\r",
        "\uFEFFevent: a\ndata: 1\n\nevent: b\r\ndata: 2\n\r\n",
        "\n\n\r\n\revent: a\ndata: 1\n\n\nevent: b\ndata: 2\n\n\n\n",
        ": hi\nid: 7\nevent: a\nretry: 9\ndata: 1\nodd\n\n:\n\nevent:b\ndata:2\n\n",
        "event: x\nevent: a\ndata: 1\n\nevent: b\ndata: 2\n\n",
      })
  void splitsAtEveryKindOfLineEndWhereverTheBytesAreCut(String stream) {
    for (int size = 1; size <= utf8(stream).length; size++) {
      List<SseEvent> events = decode(stream, size);
      assertThat(withData(events)).as("chunks of %d", size).containsExactly("a|1", "b|2");
      assertThat(raw(events)).as("chunks of %d", size).isEqualTo(stream);
    }
  }

  @Test
  void joinsDataLinesAndKeepsTheirSpaces() {
    String stream = "data:  one\ndata:two\ndata\ndata: \ndata: ü€😀\n\n";
    for (int size = 1; size <= utf8(stream).length; size++) {
      assertThat(withData(decode(stream, size))).containsExactly("| one\ntwo\n\n\nü€😀");
    }
  }

  @Test
  void passesOnAnEventThatEndsWithCarriageReturnWithoutWaiting() {
    List<SseEvent> events = decode("event: a\r\ndata: 1\r\n\r", 1);
    assertThat(withData(events)).containsExactly("a|1");
  }

  @Test
  void doesNotTakeOtherFieldsForData() {
    assertThat(withData(decode("Data: 1\ndatas: 2\n data: 3\ndat: 4\n\n", 3))).isEmpty();
  }

  @Test
  void tellsThatTheStreamEndedInsideAnEvent() {
    for (String cut : List.of("event: a\ndata: 1\n", "event: a\ndata: 1", "e", ": comment\n")) {
      SseDecoder decoder = new SseDecoder(1024);
      List<SseEvent> events = new ArrayList<>();
      decoder.accept(utf8(cut), 0, utf8(cut).length, events::add);
      assertThat(events).isEmpty();
      assertThat(decoder.endsInsideEvent()).isTrue();
    }
  }

  @Test
  void tellsThatTheStreamEndedBetweenEvents() {
    for (String whole : List.of("", "event: a\ndata: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r")) {
      SseDecoder decoder = new SseDecoder(1024);
      decoder.accept(utf8(whole), 0, utf8(whole).length, event -> {});
      assertThat(decoder.endsInsideEvent()).isFalse();
    }
  }

  @Test
  void refusesAnEventAboveTheLimit() {
    SseDecoder decoder = new SseDecoder(16);
    byte[] fits = utf8("data: 12345678\n\n");
    byte[] tooLong = utf8("data: 123456789\n\n");
    decoder.accept(fits, 0, fits.length, event -> {});
    assertThatThrownBy(() -> decoder.accept(tooLong, 0, tooLong.length, event -> {}))
        .isInstanceOfSatisfying(
            ResponseRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.EVENT_TOO_LARGE))
        .hasMessageContaining("16 bytes")
        .hasMessageNotContaining("1234");
  }

  @Test
  void changesOnlyTheDataOfAnEvent() {
    SseEvent event = decode(": c\r\nevent: a\r\ndata:old\r\nid: 1\r\n\r\n", 64).get(0);
    assertThat(event.withData(utf8("new")))
        .isEqualTo(utf8(": c\r\nevent: a\r\ndata:new\r\nid: 1\r\n\r"));
  }

  @Test
  void writesSeveralLinesOfDataBehindTheOthers() {
    SseEvent event = decode("data: a\nevent: e\ndata: b\nid: 1\n\n", 64).get(0);
    assertThat(event.withData(utf8("x\ny")))
        .isEqualTo(utf8("event: e\nid: 1\ndata: x\ndata: y\n\n"));
  }

  @Test
  void leavesOutWhatIsNeitherDataNorName() {
    SseEvent event = decode(": c\ndata: a\nevent: e\nid: 1\ndata: b\n\n", 64).get(0);
    assertThat(event.others()).isEqualTo(utf8(": c\nid: 1\n"));
    assertThat(event.withoutOthers().raw()).isEqualTo(utf8("event: e\ndata: a\ndata: b\n\n"));
  }

  @Test
  void printsNoContent() {
    assertThat(decode("data: content\n\n", 64).get(0)).hasToString("SseEvent[15 bytes, 1 lines]");
  }
}
