package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The event stream of a session, where pieces of text come first and the whole event later. */
class SessionStreamTest {
  private static final String TEXT = "the key " + Planted.AWS_KEY + " and more";

  private static String delta(String id, int index, String text) {
    return event(
        "{\"type\":\"event_delta\",\"event_id\":\""
            + id
            + "\",\"delta\":{\"type\":\"content_delta\",\"index\":"
            + index
            + ",\"content\":{\"type\":\"text\",\"text\":\""
            + text
            + "\"}}}");
  }

  private static String whole(String id, String text) {
    return event(
        "{\"id\":\""
            + id
            + "\",\"type\":\"agent.message\",\"content\":[{\"type\":\"text\",\"text\":\""
            + text
            + "\"}]}");
  }

  private static String event(String json) {
    String type = json.replaceAll(".*?\"type\":\"([a-z_.]+)\".*", "$1");
    return "event: " + type + "\ndata: " + json + "\n\n";
  }

  private static SseMasker masker() {
    return new SseMasker(
        Planted.MASKER, Planted.TOOLS, new ResponseFields("event"), SseLimits.standard());
  }

  private static String mask(SseMasker masker, String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(masker.append(bytes, 0, bytes.length));
    out.writeBytes(masker.finish());
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What a client puts together from the deltas, by event and index. */
  private static Map<String, String> texts(String stream) {
    Map<String, String> texts = new TreeMap<>();
    for (SseText.Event each : SseText.events(stream.getBytes(StandardCharsets.UTF_8))) {
      StreamEvent data =
          StreamEvent.read(each.data().getBytes(StandardCharsets.UTF_8), TokenUsage.NONE)
              .orElseThrow();
      if (data.type().equals("event_delta")) {
        String place = data.value("event_id") + "/" + data.deltaIndex();
        texts.merge(place, data.value("delta.content.text"), String::concat);
      }
    }
    return texts;
  }

  @Test
  void masksOverAllPiecesOfATextWhereverItIsCut() {
    String masked = Planted.MASKER.maskText(TEXT).text();
    for (int cut = 0; cut <= TEXT.length(); cut++) {
      String stream =
          event("{\"type\":\"event_start\",\"event\":{\"id\":\"e1\",\"type\":\"agent.message\"}}")
              + delta("e1", 0, TEXT.substring(0, cut))
              + delta("e2", 0, "other ")
              + delta("e1", 0, TEXT.substring(cut))
              + delta("e1", 1, "second")
              + whole("e1", TEXT)
              + whole("e2", "other ");

      String out = mask(masker(), stream);

      assertThat(out).as("cut at %d", cut).doesNotContain(Planted.AWS_KEY);
      assertThat(texts(out))
          .containsExactly(
              Map.entry("e1/0", masked), Map.entry("e1/1", "second"), Map.entry("e2/0", "other "));
      assertThat(out.lastIndexOf("e1\",\"delta")).isLessThan(out.lastIndexOf("{\"id\":\"e1\""));
    }
  }

  @Test
  void masksWholeEventsByTheirFields() {
    String stream =
        event(
                "{\"id\":\"e1\",\"type\":\"agent.tool_use\",\"name\":\"bash\",\"input\":{\"command\":\""
                    + TEXT
                    + "\"}}")
            + event(
                "{\"id\":\"e2\",\"type\":\"session.error\",\"error\":{\"type\":\"unknown_error\","
                    + "\"message\":\""
                    + TEXT
                    + "\",\"retry_status\":{\"type\":\"retrying\"}}}");
    assertThat(mask(masker(), stream)).doesNotContain(Planted.AWS_KEY).contains("TCN_", "bash");
  }

  @Test
  void endsWellWhereverItEndsAndDropsWhatIsHeld() {
    SseMasker masker = masker();
    assertThat(mask(masker, delta("e1", 0, "AKI"))).doesNotContain("AKI");
    assertThat(masker.outcome()).isEqualTo(Optional.of(StreamOutcome.COMPLETE));
  }

  @Test
  void whatIsNoDeltaOfAKnownKindIsMaskedByItself() {
    String odd =
        event("{\"type\":\"event_delta\",\"event_id\":\"e1\",\"delta\":\"" + TEXT + "\"}")
            + event(
                "{\"type\":\"event_delta\",\"event_id\":\"e1\",\"delta\":{\"index\":0,"
                    + "\"content\":{\"text\":\"x\",\"more\":\""
                    + TEXT
                    + "\"}}}");
    assertThat(mask(masker(), odd)).doesNotContain(Planted.AWS_KEY).contains("TCN_");
  }
}
