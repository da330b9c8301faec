package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.MaskingException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our reader of JSON against Jackson's: the same documents are refused, for the same reason, and
 * the others have the same strings at the same places. A failure names its seed; run it again with
 * {@code -Dtacenda.seed=N}.
 */
class JsonReaderTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);
  private static final int MAX_DEPTH = 6;

  private final long seed = Samples.seed();
  private final JsonTables tables = new JsonTables();

  @Test
  void readsGeneratedDocumentsAsJacksonDoes() {
    JsonSamples samples = new JsonSamples(seed);
    int accepted = 0;
    for (int i = 0; i < 10 * ROUNDS; i++) {
      accepted += compare(samples.document()) ? 1 : 0;
    }
    assertThat(accepted).describedAs("seed " + seed).isGreaterThan(5 * ROUNDS);
  }

  @Test
  void readsDamagedDocumentsAsJacksonDoes() {
    JsonSamples samples = new JsonSamples(seed);
    int accepted = 0;
    for (int i = 0; i < 100 * ROUNDS; i++) {
      accepted += compare(samples.damaged()) ? 1 : 0;
    }
    // Both outcomes must be frequent, or the test says little.
    assertThat(accepted).describedAs("seed " + seed).isBetween(10 * ROUNDS, 80 * ROUNDS);
  }

  @Test
  void readsEveryShortSequenceOfStructureAsJacksonDoes() {
    compareAll(List.of("[", "]", "{", "}", ",", ":", "\"a\"", "1", " "), 6);
  }

  @Test
  void readsEveryShortSequenceOfNumberCharactersAsJacksonDoes() {
    compareAll(List.of("0", "7", "-", "+", ".", "e", "E", " "), 5);
  }

  @Test
  void readsEveryShortStringAsJacksonDoes() {
    compareAll(List.of("\"", "\\", "u", "0041", "d800", "n", "/", "x", "\n", "é"), 5);
  }

  @Test
  void readsEveryShortMemberNameAsJacksonDoes() {
    compareAll(
        List.of(
            "{\"type\":\"a\"",
            "{\"role\":[",
            ",\"typ\\u0065\":",
            ",\"r\\u006Fle\":\"b\"",
            "{\"types\":\"c\"",
            "]",
            "}"),
        5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "1?",
        "0?",
        "-?",
        "1.?",
        "1.5?",
        "1e?",
        "1e5?",
        "[?]",
        "[1?]",
        "[1?2]",
        "[1,?]",
        "\"?\"",
        "\"\\?\"",
        "\"\\?0041\"",
        "\"\\u?041\"",
        "\"\\u004?\"",
        "{?}",
        "{\"a?\":1}",
        "{\"a\"?1}",
        "{\"a\":?}",
        "{\"a\":1?}",
        "{\"a\":1?\"b\":2}",
        "tru?",
        "true?",
        "[null?]",
        "\"a\"?",
        "{}?",
      })
  void readsEveryByteInThatPlaceAsJacksonDoes(String template) {
    for (int b = 0; b < 256; b++) {
      compare(with(template, (byte) b));
    }
  }

  @Test
  void readsEveryByteAtEveryPlaceOfALongStringAsJacksonDoes() {
    for (int place = 0; place < 20; place++) {
      String template = "[\"" + "a".repeat(place) + "?" + "b".repeat(20 - place) + "\",\"c\"]";
      for (int b = 0; b < 256; b++) {
        compare(with(template, (byte) b));
      }
    }
  }

  @Test
  void readsDocumentsCutOffAnywhereAsJacksonDoes() {
    String json = " {\"type\" : [\"\\u00e9\\n\", -1.5e+3, true, {\"é\": null}], \"b\": false} ";
    byte[] bytes = TestRules.bytes(json);
    for (int length = 0; length <= bytes.length; length++) {
      compare(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void readsNestingAroundTheLimitAsJacksonDoes() {
    for (int depth = MAX_DEPTH - 1; depth <= MAX_DEPTH + 1; depth++) {
      compare("[".repeat(depth) + "\"x\"" + "]".repeat(depth));
      compare("[".repeat(depth));
      compare("[".repeat(depth) + "x");
      compare("{\"a\":".repeat(depth) + "\"x\"" + "}".repeat(depth));
      compare("{\"a\":".repeat(depth));
      compare("[[],{}," + "[".repeat(depth - 1) + "]".repeat(depth) + " ");
    }
  }

  @Test
  void readsAsDeepAsTheHighestLimitAllows() {
    int max = 1024;
    String json = "[{\"a\":".repeat(max / 2) + "\"x\"" + "}]".repeat(max / 2);
    JsonStrings strings = read(TestRules.bytes(json), max);

    assertThat(places(strings)).isEqualTo(JacksonStrings.of(TestRules.bytes(json), max));
  }

  @Test
  void readsManyKeysOfAllLengthsAsJacksonDoes() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 2_000; i++) {
      json.append("\"").append("k".repeat(i % 70)).append(i).append("é".repeat(i % 3));
      json.append("\":\"v\",");
    }
    compare(json.append("\"\":\"\"}").toString());
  }

  @Test
  void makesTheNameOfAContainerOnceForAllStringsInIt() {
    String huge = "k".repeat(1_000);
    String json = "{\"%s\":{\"type\":\"%s\",\"a\":[\"x\",[\"y\"],\"z\"]}}".formatted(huge, huge);
    JsonStrings strings = read(TestRules.bytes(json), MAX_DEPTH);
    JsonString string = new JsonString(strings).moveTo(4);
    String key = string.key(0);
    String type = string.blockType(0);

    assertThat(key).isEqualTo(huge);
    assertThat(type).isEqualTo(huge);
    for (int i = 4; i < strings.size(); i++) {
      assertThat(string.moveTo(i).key(0)).isSameAs(key);
      assertThat(string.blockType(0)).isSameAs(type);
    }
  }

  @Test
  void tellsEachPlaceInAnyOrder() {
    byte[] json =
        TestRules.bytes("{\"a\":[\"1\",{\"b\":\"2\",\"type\":\"t\"}],\"c\":{\"d\":{\"e\":\"3\"}}}");
    JsonStrings strings = read(json, MAX_DEPTH);
    List<JacksonStrings.Place> expected = JacksonStrings.of(json, MAX_DEPTH);
    JsonString string = new JsonString(strings);
    for (int i = 0; i < strings.size(); i++) {
      for (int j = 0; j < strings.size(); j++) {
        assertThat(place(strings, string.moveTo(i))).isEqualTo(expected.get(i));
        assertThat(place(strings, string.moveTo(j))).isEqualTo(expected.get(j));
      }
    }
  }

  /** Compares all documents of up to {@code most} of the pieces. */
  private void compareAll(List<String> pieces, int most) {
    List<String> longest = List.of("");
    for (int length = 1; length <= most; length++) {
      List<String> longer = new ArrayList<>();
      longest.forEach(begin -> pieces.forEach(piece -> longer.add(begin + piece)));
      longer.forEach(this::compare);
      longest = longer;
    }
  }

  private boolean compare(String json) {
    return compare(TestRules.bytes(json));
  }

  /** Compares both readers, and returns true if they accept the document. */
  private boolean compare(byte[] json) {
    byte[] before = json.clone();
    @Nullable Reason refusal = JacksonStrings.refusal(json, MAX_DEPTH);
    try {
      List<JacksonStrings.Place> places = places(read(json, MAX_DEPTH));
      if (refusal != null || !places.equals(JacksonStrings.of(json, MAX_DEPTH))) {
        assertThat(places).describedAs(label(json)).isEqualTo(expected(json, refusal));
      }
    } catch (MaskingException e) {
      assertThat(e.reason()).describedAs(label(json)).isEqualTo(refusal);
    }
    assertThat(json).isEqualTo(before);
    return refusal == null;
  }

  private static Object expected(byte[] json, @Nullable Reason refusal) {
    return refusal != null ? refusal : JacksonStrings.of(json, MAX_DEPTH);
  }

  private String label(byte[] json) {
    return "seed " + seed + ": " + new String(json, StandardCharsets.ISO_8859_1);
  }

  private JsonStrings read(byte[] json, int maxDepth) {
    // One document after the other in the same tables, as a masker does.
    tables.clear();
    return JsonStrings.of(json, new Limits(1 << 30, maxDepth, 1_000), tables);
  }

  private static byte[] with(String template, byte b) {
    byte[] json = TestRules.bytes(template);
    json[template.indexOf('?')] = b;
    return json;
  }

  private static List<JacksonStrings.Place> places(JsonStrings strings) {
    JsonString string = new JsonString(strings);
    return IntStream.range(0, strings.size())
        .mapToObj(number -> place(strings, string.moveTo(number)))
        .toList();
  }

  private static JacksonStrings.Place place(JsonStrings strings, JsonString string) {
    byte[] json = strings.json();
    assertThat(json[string.start() - 1]).isEqualTo((byte) '"');
    assertThat(json[string.end()]).isEqualTo((byte) '"');
    JsonText text = JsonText.decode(json, string.start(), string.end());
    assertThat(string.isEscaped()).isEqualTo(text.length() < string.end() - string.start());
    int depth = string.depth();
    return new JacksonStrings.Place(
        Utf8.decode(text.bytes(), 0, text.length()),
        string.isKey(),
        string.name(),
        IntStream.range(0, depth).mapToObj(string::key).toList(),
        IntStream.range(0, depth).mapToObj(string::index).toList(),
        IntStream.range(-1, depth - 1).mapToObj(string::blockType).toList(),
        IntStream.range(-1, depth - 1).mapToObj(string::role).toList());
  }
}
