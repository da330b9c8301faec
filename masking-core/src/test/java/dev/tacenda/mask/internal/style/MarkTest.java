package dev.tacenda.mask.internal.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The marks that stand for themselves: keyed hash, asterisks, fixed text. */
class MarkTest {
  private final HashText hashes = new HashText(ShapeStyleTest.hash(0));
  private final Asterisks asterisks = new Asterisks();

  @Test
  void aHashIs32DigitsThatDependOnValueAndKey() {
    String hash = text(hashes.of(bytes("value")));

    assertThat(hash).matches("[0-9a-f]{32}");
    assertThat(text(hashes.of(bytes("value")))).isEqualTo(hash);
    assertThat(text(hashes.of(bytes("valuf")))).isNotEqualTo(hash);
    assertThat(text(new HashText(ShapeStyleTest.hash(1)).of(bytes("value")))).isNotEqualTo(hash);
  }

  @Test
  void aHashIsRecognisedBetweenOtherCharacters() {
    byte[] text = bytes("key=" + text(hashes.of(bytes("value"))) + ", ");

    assertThat(hashes.endOf(text, 4, text.length)).isEqualTo(36);
    assertThat(hashes.endOf(text, 4, 36)).isEqualTo(36);
    assertThat(hashes.endOf(text, 4, 35)).isEqualTo(-1);
    assertThat(hashes.endOf(text, 5, text.length)).isEqualTo(-1);
  }

  @Test
  void aHashIsTextIfADigitIsAnotherOrOneIsAdded() {
    String hash = text(hashes.of(bytes("value")));
    for (int i = 0; i < hash.length(); i++) {
      byte[] forged = bytes(hash);
      forged[i] = (byte) (forged[i] == 'a' ? 'b' : 'a');
      assertThat(hashes.endOf(forged, 0, forged.length)).describedAs("" + i).isEqualTo(-1);
    }
    assertThat(hashes.endOf(bytes("a" + hash), 1, 33)).isEqualTo(-1);
    assertThat(hashes.endOf(bytes(hash + "a"), 0, 33)).isEqualTo(-1);
    assertThat(hashes.endOf(bytes(hash.toUpperCase(java.util.Locale.ROOT)), 0, 32)).isEqualTo(-1);
  }

  @Test
  void eightAsterisksOrMoreAreOneMark() {
    assertThat(text(asterisks.text())).isEqualTo("********");
    assertThat(asterisks.endOf(bytes("********."), 0, 9)).isEqualTo(8);
    assertThat(asterisks.endOf(bytes("**********"), 0, 10)).isEqualTo(10);
    assertThat(asterisks.endOf(bytes("**********"), 1, 10)).isEqualTo(-1);
    assertThat(asterisks.endOf(bytes("*******"), 0, 7)).isEqualTo(-1);
  }

  @Test
  void aFixedTextIsRecognisedAnywhere() {
    FixedText fixed = new FixedText("REDACTED");

    assertThat(fixed.endOf(bytes("xREDACTEDx"), 1, 10)).isEqualTo(9);
    assertThat(fixed.endOf(bytes("REDACTED"), 0, 7)).isEqualTo(-1);
    assertThat(fixed.endOf(bytes("REDACTeD"), 0, 8)).isEqualTo(-1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
