package dev.tacenda.gateway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTextTest {
  @ParameterizedTest
  @CsvSource({
    "202e", "202a", "2066", "2069", "200b", "200d", "200f", "feff", "00ad", "061c", "0000", "0007",
    "001b", "007f", "009b", "000d", "0009", "00a0", "3000", "2028", "2029", "fe0f", "e0041",
    "e0100", "034f", "3164", "2800", "e000", "fffd", "27e8", "115f"
  })
  void namesWhatIsNotSeen(String hex) {
    int c = Integer.parseInt(hex, 16);
    String name = String.format("\u27e8U+%04X\u27e9", c);

    assertThat(ShownText.line("a" + Character.toString(c) + "b")).isEqualTo("a" + name + "b");
    assertThat(ShownText.lines(("a" + Character.toString(c)).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a" + name);
  }

  @Test
  void leavesTextAsItIs() {
    String text = "{\"a\": \"b\\u202e\"} \u00e9 e\u0301 \u4e2d \ud83d\ude00 <b>";

    assertThat(ShownText.line(text)).isEqualTo(text);
  }

  @Test
  void keepsLinesOnlyWhereThereAreLines() {
    assertThat(ShownText.lines("a\nb".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\nb");
    assertThat(ShownText.line("a\nb")).isEqualTo("a\u27e8U+000A\u27e9b");
  }

  @Test
  void namesMarksThatPileUp() {
    assertThat(ShownText.line("a" + "\u0301".repeat(4)))
        .isEqualTo("a\u0301\u0301\u27e8U+0301\u27e9\u27e8U+0301\u27e9");
  }

  @Test
  void namesBytesThatAreNoText() {
    assertThat(ShownText.lines(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x80}))
        .isEqualTo("a\u27e8byte FF\u27e9b\u27e8byte E2\u27e9\u27e8byte 80\u27e9");
  }

  @Test
  void namesLoneSurrogates() {
    assertThat(ShownText.line("a\ud83d")).isEqualTo("a\u27e8U+D83D\u27e9");
  }

  @Test
  void doesNotSplitCharactersAtItsBuffer() {
    String text = "\ud83d\ude00".repeat(10_000);

    assertThat(ShownText.lines(("x" + text).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("x" + text);
  }
}
