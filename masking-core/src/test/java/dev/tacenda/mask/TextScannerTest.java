package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the scanner finds in odd lines, seen through a masker. */
class TextScannerTest {
  private static final String PASSWORD = "hunter2-" + "Zq8xW";

  private final Masker masker = TestRules.masker();

  @Test
  void findsATokenBehindAByteThatIsNotUtf8() {
    String token = TestRules.token(new Random(1));
    for (int lead = 0x80; lead < 0x100; lead++) {
      byte[] text = ("x " + token + " y").getBytes(StandardCharsets.ISO_8859_1);
      text[1] = (byte) lead;

      byte[] masked = masker.maskText(text).bytes();

      assertThat(new String(masked, StandardCharsets.ISO_8859_1))
          .describedAs("lead byte " + lead)
          .startsWith("x" + (char) lead + "TCN_FAKETOKEN_")
          .endsWith(" y");
    }
  }

  @Test
  void findsAPasswordWithBytesThatAreNotUtf8() {
    byte[] text = ("secret=" + PASSWORD + "\u00e9\u00ff").getBytes(StandardCharsets.ISO_8859_1);

    byte[] masked = masker.maskText(text).bytes();

    assertThat(new String(masked, StandardCharsets.ISO_8859_1)).matches("secret=TCN_\\w+");
  }

  @Test
  void masksAValueOfPunctuationWhetherOrNotAPlaceholderStandsInTheText() {
    String punctuation = "!@#$%^&*()!@";
    String placeholder = masker.maskText(TestRules.token(new Random(1))).text();

    assertThat(masker.maskText("secret=" + punctuation).text()).doesNotContain(punctuation);
    assertThat(masker.maskText(placeholder + "\nsecret=" + punctuation).text())
        .doesNotContain(punctuation);
  }

  @Test
  void masksAValueAloneThatWasFoundInsideAnother() {
    String text = "secret=https://u:" + PASSWORD + "@host\nthe word " + PASSWORD + " alone\n";

    assertThat(masker.maskText(text).text()).doesNotContain(PASSWORD);
  }
}
