package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.MaskingException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {
  private static final Limits LIMITS = new Limits(1 << 30, 64, 1_000);

  @Test
  void listsKeysAndValuesAsTheyStandInTheDocument() {
    String json = "{ \"a\" : \"b\" , \"c\":[1,\"d\",{\"e\":\"\"}] }";

    assertThat(contents(json)).containsExactly("a", "b", "c", "d", "e", "");
    assertThat(of(json))
        .extracting(JsonString::isKey)
        .containsExactly(true, false, true, false, true, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-0.0e+1", "true", "false", "null", "[]", "{}", "[[],{}]", " 1 "})
  void findsNoStringWhereThereIsNone(String json) {
    assertThat(of(json)).isEmpty();
  }

  @Test
  void listsAStringThatIsTheWholeDocument() {
    JsonString root = of(" \"x\" ").get(0);

    assertThat(root.start()).isEqualTo(2);
    assertThat(root.end()).isEqualTo(3);
    assertThat(root.depth()).isZero();
    assertThat(root.isKey()).isFalse();
    assertThat(root.path(Set.of())).isEmpty();
  }

  @Test
  void readsOverQuotesAndBackslashesThatAreEscaped() {
    String json = "[\"a\\\"b\",\"\\\\\",\"\\\\\\\"\",\"c\"]";

    assertThat(contents(json)).containsExactly("a\\\"b", "\\\\", "\\\\\\\"", "c");
    assertThat(of(json)).extracting(JsonString::isEscaped).containsExactly(true, true, true, false);
  }

  @Test
  void countsPlacesInBytes() {
    String json = "[\"é🔑\",\"x\"]";
    JsonString second = of(json).get(1);

    assertThat(second.start()).isEqualTo(11);
    assertThat(contents(json)).containsExactly("é🔑", "x");
  }

  @Test
  void namesTheWayToAString() {
    JsonString string = of("{\"messages\":[{\"content\":[0,{\"text\":\"x\"}]}]}").get(3);

    assertThat(string.depth()).isEqualTo(5);
    assertThat(string.key(0)).isEqualTo("messages");
    assertThat(string.index(0)).isEqualTo(-1);
    assertThat(string.index(1)).isZero();
    assertThat(string.key(1)).isEmpty();
    assertThat(string.key(2)).isEqualTo("content");
    assertThat(string.index(3)).isEqualTo(1);
    assertThat(string.key(4)).isEqualTo("text");
    assertThat(string.path(Set.of("messages", "content", "text")))
        .isEqualTo("messages[0].content[1].text");
    assertThat(string.path(Set.of("content"))).isEqualTo("*[0].content[1].*");
  }

  @Test
  void marksAKeyInThePath() {
    assertThat(of("{\"a\":{\"b\":1}}").get(1).path(Set.of("a"))).isEqualTo("a.*#key");
  }

  @Test
  void startsThePathOfARootArrayWithItsIndex() {
    assertThat(of("[[\"x\"]]").get(0).path(Set.of())).isEqualTo("[0][0]");
  }

  @Test
  void refusesStepsThatAreNotThere() {
    JsonString string = of("{\"a\":\"b\"}").get(1);

    assertThatThrownBy(() -> string.key(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> string.index(-2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void knowsTheTypeOfABlockWhereverItStands() {
    for (String json :
        List.of(
            "{\"b\":{\"type\":\"t1\",\"text\":\"x\"}}",
            "{\"b\":{\"text\":\"x\",\"type\":\"t1\"}}",
            "{\"b\":{\"text\":\"x\",\"other\":{\"type\":\"no\"},\"\\u0074ype\":\"t1\"}}")) {
      JsonString text = only("x", json);

      assertThat(text.blockType(0)).describedAs(json).isEqualTo("t1");
      assertThat(text.blockType(-1)).describedAs(json).isEmpty();
      assertThat(text.blockType(1)).describedAs(json).isEmpty();
    }
  }

  @Test
  void knowsNoTypeThatIsNotAString() {
    assertThat(only("x", "{\"b\":{\"type\":{\"text\":\"x\"}}}").blockType(0)).isEmpty();
    assertThat(only("x", "{\"type\":7,\"text\":\"x\"}").blockType(-1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"a\",\"type\":\"a\"}",
        "{\"type\":\"a\",\"type\":null}",
        "{\"type\":[],\"type\":\"a\"}",
        "{\"type\":{\"x\":1},\"y\":2,\"t\\u0079pe\":\"a\"}",
        "[{\"x\":[{\"type\":1,\"type\":2}]}]"
      })
  void refusesTwoTypesOfOneObject(String json) {
    assertRefused(json, Reason.MALFORMED_JSON);
  }

  @Test
  void acceptsTypesOfDifferentObjectsAndOtherKeysTwice() {
    assertThat(of("{\"type\":{\"type\":\"a\"},\"x\":1,\"x\":2}")).hasSize(5);
  }

  @Test
  void acceptsTheDeepestNestingAndRefusesOneMore() {
    assertThat(of("[".repeat(64) + "\"x\"" + "]".repeat(64)).get(0).depth()).isEqualTo(64);
    assertRefused("[".repeat(65) + "]".repeat(65), Reason.TOO_DEEP);
    assertRefused("{\"a\":".repeat(65) + "1" + "}".repeat(65), Reason.TOO_DEEP);
    assertRefused("[".repeat(1_000_000), Reason.TOO_DEEP);
  }

  @Test
  void readsHugeStringsKeysAndNumbers() {
    String huge = "x".repeat(3_000_000);
    String json = "{\"" + huge + "\":[\"" + huge + "\"," + "9".repeat(100_000) + ",\"y\"]}";

    assertThat(of(json))
        .extracting(s -> s.end() - s.start())
        .containsExactly(3_000_000, 3_000_000, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{}{}",
        "1 1",
        "\"a",
        "\"\\",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\x41\"",
        "\"\t\"",
        "'a'",
        "01",
        "+1",
        ".5",
        "1.",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "True",
        "[1]x",
        "/**/1",
        "1//",
        "\u00a01",
        "{\"a\":1,}",
        "\"\\\n\"",
        "nullnull",
        "[\"a\"\"b\"]",
        "\"\\'\""
      })
  void refusesWhatIsNotStrictJson(String json) {
    assertRefused(json, Reason.MALFORMED_JSON);
  }

  @Test
  void refusesControlCharactersInStrings() {
    for (char c = 0; c < ' '; c++) {
      assertRefused("\"a" + c + "\"", Reason.MALFORMED_JSON);
    }
  }

  @Test
  void refusesOtherEncodings() {
    for (byte[] json :
        List.of(
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
            "1".getBytes(StandardCharsets.UTF_16BE),
            "\"é\"".getBytes(StandardCharsets.ISO_8859_1),
            "\ufeff{}".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> JsonStrings.of(json, LIMITS, new JsonTables()))
          .isInstanceOf(MaskingException.class);
    }
  }

  @Test
  void repeatsNothingOfTheInputInItsMessage() {
    assertThatThrownBy(() -> of("{\"hunter2\":hunter2}"))
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  private static void assertRefused(String json, Reason reason) {
    assertThatThrownBy(() -> of(json))
        .isInstanceOfSatisfying(
            MaskingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static List<JsonString> of(String json) {
    JsonStrings strings = JsonStrings.of(TestRules.bytes(json), LIMITS, new JsonTables());
    return IntStream.range(0, strings.size())
        .mapToObj(number -> new JsonString(strings).moveTo(number))
        .toList();
  }

  private static List<String> contents(String json) {
    byte[] bytes = TestRules.bytes(json);
    return of(json).stream()
        .map(s -> new String(bytes, s.start(), s.end() - s.start(), StandardCharsets.UTF_8))
        .toList();
  }

  private static JsonString only(String content, String json) {
    return of(json).get(contents(json).indexOf(content));
  }
}
