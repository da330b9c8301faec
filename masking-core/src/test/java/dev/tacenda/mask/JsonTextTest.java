package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private final long seed = Samples.seed();

  @Test
  void undoesEveryEscape() {
    assertThat(decoded("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\udd11x"))
        .isEqualTo("\"\\/\b\f\n\r\tAé€🔑x");
  }

  @Test
  void undoesOneLayerOnly() {
    assertThat(decoded("\\\\u0041 \\\\\\\\n")).isEqualTo("\\u0041 \\\\n");
  }

  @Test
  void keepsSurrogatesThatAreNoPair() {
    assertThat(decoded("\\ud83d")).isEqualTo("\ud83d");
    assertThat(decoded("\\udd11\\ud83d")).isEqualTo("\udd11\ud83d");
    assertThat(decoded("\\ud83d\\u0041")).isEqualTo("\ud83dA");
    assertThat(decoded("\\ud83d\\n")).isEqualTo("\ud83d\n");
    assertThat(decoded("\\ud83dx")).isEqualTo("\ud83dx");
    assertThat(decoded("\\ud83d\\ud83d\\udd11")).isEqualTo("\ud83d🔑");
  }

  @Test
  void doesNotReadBehindTheString() {
    byte[] json = TestRules.bytes("\"\\ud83d\",\"\\udd11\"");

    assertThat(text(JsonText.decode(json, 1, 7))).isEqualTo("\ud83d");
  }

  @Test
  void leadsBackToWholeEscapes() {
    byte[] json = TestRules.bytes("..a\\u00e9\\ud83d\\udd11b..");
    JsonText text = JsonText.decode(json, 2, json.length - 2);

    assertThat(text.length()).isEqualTo(1 + 2 + 4 + 1);
    assertThat(range(text, 0, 1)).isEqualTo("2-3");
    assertThat(range(text, 1, 3)).isEqualTo("3-9");
    assertThat(range(text, 1, 2)).isEqualTo("3-9");
    assertThat(range(text, 2, 4)).isEqualTo("3-21");
    assertThat(range(text, 7, 8)).isEqualTo("21-22");
    assertThat(range(text, 0, 8)).isEqualTo("2-22");
  }

  @Test
  void doesWhatTheReferenceDoes() {
    Samples samples = new Samples(seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      String content =
          round % 3 == 0
              ? TestRules.run(random, "a\"\\\n\u0001é€\ud83d\udd11", 20)
              : samples.text();
      byte[] json = samples.string(content).getBytes(StandardCharsets.UTF_8);
      if (Utf8.firstInvalid(json) >= 0) {
        continue;
      }
      compare(json, "seed " + seed + " round " + round);
    }
  }

  private static void compare(byte[] json, String label) {
    JsonText text = JsonText.decode(json, 1, json.length - 1);
    String document = new String(json, StandardCharsets.ISO_8859_1);
    int place = 0;
    for (NaiveJson.Letter letter : NaiveJson.strings(document).get(0).letters()) {
      int end = place + letter.bytes().length();
      assertThat(new String(text.bytes(), place, end - place, StandardCharsets.ISO_8859_1))
          .describedAs(label)
          .isEqualTo(letter.bytes());
      assertThat(range(text, place, end))
          .describedAs(label)
          .isEqualTo(letter.start() + "-" + letter.end());
      place = end;
    }
    assertThat(text.length()).describedAs(label).isEqualTo(place);
  }

  private static String range(JsonText text, int start, int end) {
    return text.sourceOfStart(start) + "-" + text.sourceOfEnd(end);
  }

  private static String decoded(String content) {
    byte[] json = TestRules.bytes(content);
    return text(JsonText.decode(json, 0, json.length));
  }

  private static String text(JsonText text) {
    return Utf8.decode(text.bytes(), 0, text.length());
  }
}
