package dev.tacenda.mask.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEdgesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "=",
        "-",
        "/",
        "\"",
        "\\\"",
        "\\n",
        "\\\\n",
        "\\t",
        "\\0",
        "\\033",
        "\\x22",
        "\\u0022",
        "\\u003D",
        "%3D",
        "%253D",
        "%25253d",
        "=3D",
        "&quot;",
        "\u001b[m",
        "\u001b[0m",
        "\u001b[1;38;5;9m",
        "\\033[31m",
        "\\x1b[31m",
        "\\u001b[31m",
        "\\e[31m",
        "\u00e9",
      })
  void aTokenMayBeginBehind(String before) {
    assertThat(mayBegin(before)).isTrue();
    assertThat(mayBegin("x" + before)).isEqualTo(!before.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Z",
        "0",
        "_",
        "\\_",
        "3D",
        "=22",
        "x22",
        "u0022",
        "%g0",
        "%0",
        "253D",
        "[31m",
        "5m",
        "\\199",
        "\u001b31m",
        "m",
        "\\u00-2A",
        "\u001b[1234567890123m",
      })
  void aTokenDoesNotBeginBehind(String before) {
    assertThat(mayBegin(before)).isFalse();
  }

  @Test
  void theBeginningOfTheLineIsTheFirstThatIsLookedAt() {
    byte[] line = bytes("\\nT");

    assertThat(TokenEdges.mayBegin(line, 0, 2)).isTrue();
    assertThat(TokenEdges.mayBegin(line, 1, 2)).isFalse();
    assertThat(TokenEdges.mayBegin(line, 2, 2)).isTrue();
  }

  @Test
  void aWordMayBeginAtAHumpAndBehindADigitOrAnUnderscore() {
    assertThat(mayBeginWord("my", "Word")).isTrue();
    assertThat(mayBeginWord("my_", "word")).isTrue();
    assertThat(mayBeginWord("2", "word")).isTrue();
    assertThat(mayBeginWord("\\n", "word")).isTrue();
    assertThat(mayBeginWord("my", "word")).isFalse();
    assertThat(mayBeginWord("MY", "WORD")).isFalse();
  }

  private static boolean mayBegin(String before) {
    byte[] line = bytes(before + "T");
    return TokenEdges.mayBegin(line, 0, line.length - 1);
  }

  private static boolean mayBeginWord(String before, String word) {
    byte[] line = bytes(before + word);
    return TokenEdges.mayBeginWord(line, 0, before.length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
