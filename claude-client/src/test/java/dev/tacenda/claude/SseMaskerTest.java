package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SseMaskerTest {

  private static byte[] mask(SseText stream) {
    return mask(SseMasker.of(Planted.MASKER), stream.bytes());
  }

  private static byte[] mask(SseMasker masker, byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(masker.append(stream, 0, stream.length));
    out.writeBytes(masker.finish());
    return out.toByteArray();
  }

  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String masked(String text) {
    return string(Planted.MASKER.maskText(text.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  private static String input(byte[] stream, int index) {
    return SseText.gather(stream).inputs().getOrDefault(index, "");
  }

  private static void assertNoLeak(byte[] stream) {
    SseText.Gathered all = SseText.gather(stream);
    for (String value : Planted.VALUES) {
      assertThat(string(stream)).doesNotContain(value);
      assertThat(all.texts().values()).noneMatch(text -> text.contains(value));
      assertThat(all.inputs().values()).noneMatch(text -> text.contains(value));
    }
  }

  @Test
  void masksASecretThatIsSplitOverTwoDeltas() {
    String half = Planted.AWS_KEY.substring(0, 9);
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .text(0, "the key is " + half, Planted.AWS_KEY.substring(9) + ", keep it")
                .stop(0)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts())
        .containsEntry(0, masked("the key is " + Planted.AWS_KEY + ", keep it"));
  }

  @Test
  void keepsTextWithoutSecretsTheSame() {
    String text = "Nothing to see here, \"quotes\" and \\ and 😀 and\nlines.";
    byte[] out = mask(SseText.begin().startText(0).text(0, text.split("(?<= )")).stop(0).end());
    assertThat(SseText.gather(out).texts()).containsEntry(0, text);
  }

  @Test
  void passesEverythingButTextAndInputByteForByte() {
    SseText stream =
        SseText.begin()
            .event("ping", "{ \"type\" : \"ping\" }")
            .start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
            .delta(
                0, "{\"type\":\"thinking_delta\",\"thinking\":\"about " + Planted.AWS_KEY + "\"}")
            .delta(0, "{\"type\":\"signature_delta\",\"signature\":\"" + Planted.AWS_KEY + "\"}")
            .stop(0)
            .start(1, "{\"type\":\"redacted_thinking\",\"data\":\"" + Planted.AWS_KEY + "\"}")
            .stop(1)
            .raw(": keep-alive\n\n")
            .event("of_next_year", "{\"type\":\"of_next_year\",\"text\":\"fine\",\"n\":1.50}")
            .end();
    assertThat(string(mask(stream))).isEqualTo(string(stream.bytes()));
  }

  @Test
  void passesADeltaByteForByteIfItsTextIsDecidedAsItIs() {
    SseText stream =
        SseText.begin()
            .startText(0)
            .raw("event: content_block_delta\nid: 4\ndata: {\"index\" : 0, \"delta\":{\"text\":")
            .raw("\"\\u0061 line\\n\",\"type\":\"text_delta\"}, \"type\":\"content_block_delta\"}")
            .raw("\n\n")
            .stop(0)
            .end();
    assertThat(string(mask(stream))).isEqualTo(string(stream.bytes()));
  }

  @Test
  void changesOnlyTheTextOfADelta() {
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .raw("event: content_block_delta\nid: 4\ndata:{\"delta\": {\"text\":\"")
                .raw(Planted.AWS_KEY + "\\n\" ,\"type\":\"text_delta\"}, \"index\":0 ,")
                .raw("\"type\":\"content_block_delta\"}\n\n")
                .stop(0)
                .end());
    assertThat(string(out))
        .contains(
            "event: content_block_delta\nid: 4\ndata:{\"delta\": {\"text\":\""
                + masked(Planted.AWS_KEY)
                + "\\n\" ,\"type\":\"text_delta\"}, \"index\":0 ,\"type\":\"content_block_delta\"}"
                + "\n\n");
  }

  @Test
  void masksToolInputAsAWholeBeforeTheEndOfItsBlock() {
    String input = "{\"path\":\"a.env\",\"text\":\"key=" + Planted.AWS_KEY + "\\n\"}";
    byte[] out =
        mask(SseText.begin().startTool(0).input(0, "").input(0, input.split("")).stop(0).end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).inputs())
        .containsEntry(0, input.replace(Planted.AWS_KEY, masked(Planted.AWS_KEY)));
    List<String> names = SseText.names(out);
    assertThat(names.subList(names.size() - 4, names.size()))
        .containsExactly(
            "content_block_delta", "content_block_stop", "message_delta", "message_stop");
  }

  @Test
  void masksSecretsThatToolInputEscapes() {
    StringBuilder escaped = new StringBuilder();
    for (char each : Planted.AWS_KEY.toCharArray()) {
      escaped.append("\\u%04x".formatted((int) each));
    }
    String input =
        "{\""
            + escaped
            + "\":\""
            + escaped
            + "\",\"pem\":\""
            + Planted.PEM.replace("\n", "\\n")
            + "\"}";
    byte[] out = mask(SseText.begin().startTool(0).input(0, input.split("")).stop(0).end());
    assertNoLeak(out);
    String placeholder = masked(Planted.AWS_KEY);
    assertThat(SseText.members(input(out, 0)))
        .containsEntry(placeholder, placeholder)
        .containsEntry("pem", masked(Planted.PEM));
  }

  @Test
  void keepsOneInputDeltaOfAToolWithoutInput() {
    SseText stream = SseText.begin().startTool(0).input(0, "").stop(0).end();
    assertThat(string(mask(stream))).isEqualTo(string(stream.bytes()));
  }

  @Test
  void masksToolInputThatWasCutOffAtEveryPlace() {
    String input = "{\"a\":\"" + Planted.AWS_KEY + "\",\"b\":[1.5,{\"c\\n\":\"\\u0041 end\"}]}";
    for (int cut = 1; cut < input.length(); cut++) {
      byte[] out =
          mask(SseText.begin().startTool(0).input(0, input.substring(0, cut), "").stop(0).end());
      assertNoLeak(out);
      String result = input(out, 0);
      assertThat(JsonPrefix.of(result).beginning()).as("cut at %d", cut).hasToString(result);
      assertThat(input.replace(Planted.AWS_KEY, masked(Planted.AWS_KEY)))
          .satisfiesAnyOf(
              whole -> assertThat(whole).startsWith(result),
              whole -> assertThat(input).startsWith(result));
    }
  }

  @Test
  void keepsOnlyTheBeginningOfBrokenToolInput() {
    byte[] out =
        mask(
            SseText.begin()
                .startTool(0)
                .input(0, "{\"a\":\"" + Planted.AWS_KEY + "\",\"b\":}} \\u0041" + Planted.AWS_KEY)
                .stop(0)
                .end());
    assertThat(SseText.gather(out).inputs())
        .containsEntry(0, "{\"a\":\"" + masked(Planted.AWS_KEY) + "\",\"b\":");
  }

  @Test
  void masksBlocksThatAreInterleavedEachAsOneText() {
    String key = Planted.AWS_KEY;
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .startTool(1)
                .text(0, "a " + key.substring(0, 4))
                .input(1, "{\"k\":\"" + key.substring(0, 7))
                .text(2, "b " + key.substring(0, 10))
                .text(0, key.substring(4))
                .input(1, key.substring(7) + "\"}")
                .text(2, key.substring(10))
                .stop(1)
                .stop(0)
                .stop(2)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts())
        .containsEntry(0, "a " + masked(key))
        .containsEntry(2, "b " + masked(key));
    assertThat(SseText.gather(out).inputs()).containsEntry(1, "{\"k\":\"" + masked(key) + "\"}");
  }

  @Test
  void joinsHalvesOfSurrogatePairsAndKeepsThoseThatStandAlone() {
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .text(0, "x \ud83d", "\ude00 y \ude00 z \ud83d")
                .stop(0)
                .startTool(1)
                .input(1, "{\"a\":\"\ud83d", "\ude00 \ude00\"}")
                .stop(1)
                .end());
    assertThat(SseText.gather(out).texts()).containsEntry(0, "x 😀 y \ude00 z \ud83d");
    assertThat(input(out, 1)).isEqualTo("{\"a\":\"😀 \ude00\"}");
  }

  @Test
  void keepsHalvesOfSurrogatePairsInToolInputThatIsMasked() {
    byte[] out =
        mask(
            SseText.begin()
                .startTool(1)
                .input(1, "{\"a\":\"\ud83d", "\ude00 \ude00 " + Planted.AWS_KEY + "\"}")
                .stop(1)
                .end());
    assertThat(SseText.members(input(out, 1)))
        .containsEntry("a", "😀 \ude00 " + masked(Planted.AWS_KEY));
  }

  @Test
  void sendsHeldTextBeforeCitationsAndTheEndOfItsBlock() {
    String citation =
        "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\",\"cited_text\":\""
            + Planted.AWS_KEY
            + "\",\"start_char_index\":3}}";
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .text(0, "cited")
                .delta(0, citation)
                .text(0, " and " + Planted.AWS_KEY)
                .stop(0)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts())
        .containsEntry(0, "cited and " + masked(Planted.AWS_KEY));
    String all = string(out);
    assertThat(all.indexOf("citations_delta")).isGreaterThan(all.indexOf("cited and"));
    assertThat(all.indexOf("citations_delta")).isLessThan(all.indexOf("content_block_stop"));
    assertThat(all).contains("\"start_char_index\":3");
  }

  @Test
  void sendsHeldTextBeforeTheEndOfTheMessageIfABlockWasNotEnded() {
    byte[] out =
        mask(SseText.begin().startText(0).text(0, "held").startTool(1).input(1, "{}").end());
    assertThat(SseText.gather(out).texts()).containsEntry(0, "held");
    assertThat(SseText.gather(out).inputs()).containsEntry(1, "{}");
    assertThat(SseText.names(out)).endsWith("content_block_delta", "message_delta", "message_stop");
  }

  @Test
  void masksTextAfterTheEndOfItsBlockAndOfBlocksThatNeverBegan() {
    byte[] out =
        mask(
            SseText.begin()
                .startText(0)
                .text(0, "a")
                .stop(0)
                .text(0, " " + Planted.AWS_KEY)
                .text(9, Planted.GITHUB_TOKEN)
                .stop(7)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts())
        .containsEntry(0, "a " + masked(Planted.AWS_KEY))
        .containsEntry(9, masked(Planted.GITHUB_TOKEN));
  }

  @Test
  void masksTextThatBeginsWithItsBlock() {
    byte[] out =
        mask(
            SseText.begin()
                .start(
                    0, "{\"type\":\"text\",\"text\":\"" + Planted.AWS_KEY.substring(0, 8) + "\"}")
                .text(0, Planted.AWS_KEY.substring(8))
                .stop(0)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts()).containsEntry(0, masked(Planted.AWS_KEY));
  }

  @Test
  void masksBlocksThatAreWholeAtTheirStart() {
    byte[] out =
        mask(
            SseText.begin()
                .start(
                    0,
                    "{\"type\":\"tool_use\",\"id\":\"t\",\"input\":{\"k\":\""
                        + Planted.AWS_KEY
                        + "\"}}")
                .stop(0)
                .end());
    assertNoLeak(out);
    assertThat(string(out)).contains("{\"k\":\"" + masked(Planted.AWS_KEY) + "\"}");
  }

  @Test
  void dropsHeldTextAtAnErrorAndMasksTheError() {
    SseMasker masker = SseMasker.of(Planted.MASKER);
    byte[] stream =
        SseText.begin()
            .startText(0)
            .text(0, "line\n", Planted.AWS_KEY.substring(0, 12))
            .event(
                "error",
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\""
                    + Planted.GITHUB_TOKEN
                    + "\"},\"request_id\":\"req_1\"}")
            .bytes();
    byte[] out = mask(masker, stream);
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts()).containsEntry(0, "line\n");
    assertThat(SseText.names(out)).endsWith("error");
    assertThat(string(out)).contains("\"message\":\"" + masked(Planted.GITHUB_TOKEN) + "\"");
    assertThat(masker.outcome()).contains(StreamOutcome.ERROR);
  }

  @Test
  void staysInErrorWhateverComesAfterIt() {
    SseMasker masker = SseMasker.of(Planted.MASKER);
    mask(masker, SseText.begin().event("error", "{\"type\":\"error\"}").end().bytes());
    assertThat(masker.outcome()).contains(StreamOutcome.ERROR);
  }

  @Test
  void dropsHeldTextWhereTheStreamBreaksOff() {
    SseMasker masker = SseMasker.of(Planted.MASKER);
    byte[] stream =
        SseText.begin().startText(0).text(0, "line\n", "half a wo").raw("event: conte").bytes();
    byte[] out = mask(masker, stream);
    assertThat(SseText.gather(out).texts()).containsEntry(0, "line\n");
    assertThat(string(out)).doesNotContain("half").endsWith("\n\n");
    assertThat(masker.outcome()).contains(StreamOutcome.TRUNCATED);
  }

  @Test
  void reportsUsageCountsAndAGoodEnd() {
    SseMasker masker = SseMasker.of(Planted.MASKER);
    mask(
        masker,
        SseText.begin()
            .startText(0)
            .text(0, Planted.AWS_KEY + " " + Planted.AWS_KEY + "\n")
            .stop(0)
            .startTool(1)
            .input(1, "{\"a\":\"" + Planted.GITHUB_TOKEN + "\"}")
            .stop(1)
            .end()
            .bytes());
    assertThat(masker.outcome()).contains(StreamOutcome.COMPLETE);
    assertThat(masker.usage()).isEqualTo(new TokenUsage(12, 42, 7, 0));
    assertThat(masker.countsByRule()).isEqualTo(Map.of("aws-access-key-id", 2, "github-token", 1));
  }

  @Test
  void believesTheDataAndNotTheNameOfAnEvent() {
    String half = Planted.AWS_KEY.substring(0, 9);
    String delta =
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
            + "\"text\":\"%s\"}}";
    byte[] out =
        mask(
            SseText.begin()
                .event("ping", delta.formatted(half))
                .raw("data: " + delta.formatted(Planted.AWS_KEY.substring(9)) + "\n\n")
                .stop(0)
                .end());
    assertNoLeak(out);
    assertThat(SseText.gather(out).texts()).containsEntry(0, masked(Planted.AWS_KEY));
  }

  @Test
  void masksUnknownEventsAndUnknownPartsOfDeltas() {
    byte[] out =
        mask(
            SseText.begin()
                .event("odd", "{\"type\":\"odd\",\"x\":{\"y\":[\"" + Planted.AWS_KEY + "\"]}}")
                .delta(0, "{\"type\":\"odd_delta\",\"odd\":\"" + Planted.AWS_KEY + "\"}")
                .delta(
                    0,
                    "{\"type\":\"text_delta\",\"text\":\"a\\n\",\"odd\":\""
                        + Planted.AWS_KEY
                        + "\"}")
                .delta(
                    0,
                    "{\"type\":\"text_delta\",\"text\":\"\",\"partial_json\":\""
                        + Planted.AWS_KEY
                        + "\"}")
                .event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\""
                        + Planted.AWS_KEY
                        + "\"}}")
                .end());
    assertNoLeak(out);
    assertThat(string(out)).contains("{\"y\":[\"" + masked(Planted.AWS_KEY) + "\"]}");
  }

  @Test
  void isNotMisledByKeysThatContainDots() {
    byte[] out =
        mask(
            SseText.begin()
                .event(
                    "content_block_delta",
                    "{\"delta.text\":\"decoy\",\"type\":\"content_block_delta\",\"index\":0,"
                        + "\"delta\":{\"type\":\"text_delta\",\"text\":\"real\\n\"}}")
                .end());
    assertThat(string(out)).contains("\"delta.text\":\"decoy\"").contains("\"text\":\"real\\n\"");
  }

  @Test
  void masksDataThatIsNotJsonAsTextAndDropsItIfItHasEscapes() {
    byte[] out =
        mask(
            SseText.begin()
                .raw("data: [DONE]\n\n")
                .raw("event: x\ndata: plain " + Planted.AWS_KEY + "\n\n")
                .raw("event: y\ndata: {\"a\":\"\\u0041" + Planted.AWS_KEY.substring(1) + "\n\n")
                .raw("event: z\ndata: {\"type\":\"ping\",\"type\":\"" + Planted.AWS_KEY + "\"}\n\n")
                .end());
    assertThat(string(out)).doesNotContain(Planted.AWS_KEY.substring(1));
    assertThat(string(out))
        .contains("data: [DONE]\n\n")
        .contains("event: x\ndata: plain " + masked(Planted.AWS_KEY) + "\n\n")
        .doesNotContain("event: y");
  }

  @Test
  void dropsCommentsAndNamesInWhichARuleFires() {
    byte[] out =
        mask(
            SseText.begin()
                .raw(": " + Planted.AWS_KEY + "\nid: 1\nevent: ping\ndata: {\"type\":\"ping\"}\n\n")
                .raw("event: " + Planted.AWS_KEY + "\ndata: {\"type\":\"ping\"}\n\n")
                .raw(": fine\n\n")
                .end());
    assertNoLeak(out);
    assertThat(string(out)).contains("}\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n: fine\n\n");
  }

  @Test
  void keepsSeveralDataLinesOfOneEvent() {
    byte[] out =
        mask(
            SseText.begin()
                .raw("event: odd\ndata: {\"type\":\"odd\",\ndata: \"a\":\"" + Planted.AWS_KEY)
                .raw("\"}\n\n")
                .end());
    assertThat(string(out))
        .contains(
            "event: odd\ndata: {\"type\":\"odd\",\ndata: \"a\":\""
                + masked(Planted.AWS_KEY)
                + "\"}\n\n");
  }

  @Test
  void refusesMoreOpenBlocksThanTheLimit() {
    SseMasker masker =
        new SseMasker(
            Planted.MASKER, Planted.TOOLS, ResponseFields.MESSAGES, new SseLimits(4096, 1000, 2));
    byte[] fits = SseText.begin().text(0, "a").text(1, "a").stop(0).text(2, "a").bytes();
    byte[] tooMany = SseText.begin().text(3, "a").bytes();
    masker.append(fits, 0, fits.length);
    assertThatThrownBy(() -> masker.append(tooMany, 0, tooMany.length))
        .isInstanceOfSatisfying(
            ResponseRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_BLOCKS))
        .hasMessageContaining("2");
  }

  @Test
  void refusesMoreHeldInputThanTheLimit() {
    SseMasker masker =
        new SseMasker(
            Planted.MASKER, Planted.TOOLS, ResponseFields.MESSAGES, new SseLimits(4096, 20, 9));
    byte[] fits = SseText.begin().input(0, "123456789").input(1, "12345678901").bytes();
    byte[] tooMuch = SseText.begin().input(0, "x").bytes();
    masker.append(fits, 0, fits.length);
    assertThatThrownBy(() -> masker.append(tooMuch, 0, tooMuch.length))
        .isInstanceOfSatisfying(
            ResponseRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.BLOCK_TOO_LARGE))
        .hasMessageContaining("20 characters");
  }

  @Test
  void refusesLimitsOutOfRange() {
    assertThatThrownBy(() -> new SseLimits(63, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxEventBytes must be in 64..1073741824, was 63");
  }
}
