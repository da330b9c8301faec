package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RuneEntropyTest {
  @Test
  void powersOfTwoAreExact() {
    assertThat(bits("aaaa")).isEqualTo(0);
    assertThat(bits("aabb")).isEqualTo(1);
    assertThat(bits("abcdefgh")).isEqualTo(3);
    assertThat(bits("0123456789abcdef")).isEqualTo(4);
  }

  @Test
  void isThatOfBytesForAscii() {
    byte[] text = "correct horse battery staple 42".getBytes(StandardCharsets.UTF_8);

    assertThat(RuneEntropy.bits(text))
        .isCloseTo(CharacterClasses.entropyBits(text, 0, text.length), within(1e-12));
  }

  @Test
  void countsCharactersAndDividesByBytes() {
    assertThat(bits("éé")).isEqualTo(0.5);
    assertThat(bits("")).isEqualTo(0);
  }

  private static double bits(String text) {
    return RuneEntropy.bits(text.getBytes(StandardCharsets.UTF_8));
  }
}
