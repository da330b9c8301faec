package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 7: what comes out of a stream does not depend on where it was cut. */
class SplitLawTest {
  private static final long SEED = Long.getLong("tacenda.seed", 20261122L);

  private static final String TEXT =
      "Use "
          + Planted.AWS_KEY
          + " and\tthe \"token\" "
          + Planted.GITHUB_TOKEN
          + ", see "
          + Planted.URL
          + " \ud83d\ude00\n"
          + Planted.PEM
          + "\nand \\ end \u2028 mail ada@acme-fake.example \ud83d alone "
          + Planted.CLAUDE_KEY;

  private static final String INPUT =
      "{\"file_path\": \"/src/a.env\", \"content\": \"A="
          + Planted.AWS_KEY
          + "\\nURL="
          + Planted.URL.replace("/", "\\/")
          + "\\n"
          + Planted.PEM.replace("\n", "\\n")
          + "\", \"n\": 1.50, \"emoji\": \"\ud83d\ude00\", \"\\u0041"
          + Planted.AWS_KEY.substring(1)
          + "\": [true, null]}";

  /** Shorter ones for the streams that are cut at every byte. */
  private static final String SHORT_TEXT =
      "Use \""
          + Planted.AWS_KEY
          + "\"\n\ud83d\ude00 \u2028 \\ \ud83d alone "
          + Planted.GITHUB_TOKEN;

  private static final String SHORT_INPUT =
      "{\"a\": \"\\u0041" + Planted.AWS_KEY.substring(1) + " \ud83d\ude00\", \"n\": 1.50}";

  static Stream<Arguments> streams() {
    return Stream.of(
        arguments("text", text().end().bytes()),
        arguments("text in CRLF", crlf(text().end().bytes())),
        arguments("text in CR", cr(text().end().bytes())),
        arguments("tool input", tool().end().bytes()),
        arguments("interleaved", interleaved().end().bytes()),
        arguments("comments", comments().end().bytes()),
        arguments("error", error().bytes()),
        arguments("truncated", text().raw("event: content_block_st").bytes()),
        arguments("truncated in a block", truncated()),
        arguments("byte order mark", marked(text().end().bytes())));
  }

  private static SseText text() {
    return SseText.begin().startText(0).text(0, pieces(SHORT_TEXT, 30)).stop(0);
  }

  private static SseText tool() {
    return SseText.begin().startTool(1).input(1, "").input(1, pieces(SHORT_INPUT, 25)).stop(1);
  }

  private static SseText interleaved() {
    SseText stream = SseText.begin().startText(0).startTool(1);
    String[] text = pieces(SHORT_TEXT, 40);
    String[] input = pieces(SHORT_INPUT, 40);
    for (int i = 0; i < Math.max(text.length, input.length); i++) {
      if (i < text.length) {
        stream.text(0, text[i]);
      }
      if (i < input.length) {
        stream.input(1, input[i]).text(2, "x ");
      }
    }
    return stream.stop(1).stop(0);
  }

  private static SseText comments() {
    return SseText.begin()
        .raw(": ü 😀\nid: 3\nretry: 10\n\n")
        .raw("event: odd\ndata: {\"type\":\"odd\",\ndata: \"a\":\"" + Planted.AWS_KEY + "\"}\n\n")
        .raw(": " + Planted.AWS_KEY + "\n\ndata: not json " + Planted.AWS_KEY + "\n\n\n\n");
  }

  private static SseText error() {
    return SseText.begin()
        .startText(0)
        .text(0, "a\n", "held")
        .event("error", "{\"type\":\"error\",\"error\":{\"message\":\"" + Planted.URL + "\"}}");
  }

  private static byte[] truncated() {
    return SseText.begin().startText(0).text(0, "a\n", "held").startTool(1).input(1, "{").bytes();
  }

  private static byte[] crlf(byte[] stream) {
    return new String(stream, StandardCharsets.UTF_8)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] cr(byte[] stream) {
    return new String(stream, StandardCharsets.UTF_8)
        .replace("\n", "\r")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] marked(byte[] stream) {
    return ("\uFEFF" + new String(stream, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private static String[] pieces(String text, int size) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); at += size) {
      pieces.add(text.substring(at, Math.min(at + size, text.length())));
    }
    return pieces.toArray(new String[0]);
  }

  private static String mask(byte[] stream, int... cuts) {
    SseMasker masker = SseMasker.of(Planted.MASKER);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    for (int cut : cuts) {
      out.writeBytes(masker.append(stream, from, cut - from));
      from = cut;
    }
    out.writeBytes(masker.append(stream, from, stream.length - from));
    out.writeBytes(masker.finish());
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void comesOutTheSameWhereverTheTransportCutsIt(String name, byte[] stream) {
    String whole = mask(stream);
    assertThat(Planted.VALUES).noneMatch(whole::contains);
    for (int cut = 0; cut <= stream.length; cut++) {
      assertThat(mask(stream, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    int[] everywhere = new int[stream.length];
    for (int at = 0; at < stream.length; at++) {
      everywhere[at] = at;
    }
    assertThat(mask(stream, everywhere)).as("byte by byte").isEqualTo(whole);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void comesOutTheSameHoweverOftenTheTransportCutsIt(String name, byte[] stream) {
    String whole = mask(stream);
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      int[] cuts = random.ints(1 + random.nextInt(20), 0, stream.length).sorted().toArray();
      assertThat(mask(stream, cuts)).as("seed %d, round %d", SEED, round).isEqualTo(whole);
    }
  }

  @Test
  void saysTheSameWhereverTextAndInputAreCutIntoDeltas() {
    SseText.Gathered whole = gather(new String[] {TEXT}, new String[] {INPUT});
    String masked = Planted.MASKER.maskText(TEXT.replace("\ud83d alone", "? alone")).text();
    assertThat(whole.texts().getOrDefault(0, "").replace("\ud83d alone", "? alone"))
        .isEqualTo(masked);
    for (int cut = 0; cut <= Math.max(TEXT.length(), INPUT.length()); cut++) {
      assertThat(gather(cut(TEXT, cut), cut(INPUT, cut))).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(gather(TEXT.split(""), INPUT.split(""))).isEqualTo(whole);
  }

  @Test
  void saysTheSameHoweverOftenTextAndInputAreCutIntoDeltas() {
    SseText.Gathered whole = gather(new String[] {TEXT}, new String[] {INPUT});
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      SseText.Gathered cut = gather(randomly(TEXT, random), randomly(INPUT, random));
      assertThat(cut).as("seed %d, round %d", SEED, round).isEqualTo(whole);
    }
  }

  private static SseText.Gathered gather(String[] text, String[] input) {
    SseText stream = SseText.begin().startText(0).text(0, text).stop(0);
    byte[] bytes = stream.startTool(1).input(1, input).stop(1).end().bytes();
    String out = mask(bytes);
    assertThat(Planted.VALUES).noneMatch(out::contains);
    SseText.Gathered gathered = SseText.gather(out.getBytes(StandardCharsets.UTF_8));
    assertThat(Planted.VALUES).noneMatch(gathered.toString()::contains);
    return gathered;
  }

  private static String[] cut(String text, int at) {
    int cut = Math.min(at, text.length());
    return new String[] {text.substring(0, cut), text.substring(cut)};
  }

  private static String[] randomly(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(1 + random.nextInt(60)));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces.toArray(new String[0]);
  }
}
