package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private final long seed = Samples.seed();

  @Test
  void writesAndReadsEveryCodePointAsTheJdkDoes() {
    byte[] out = new byte[4];
    for (int codePoint = 1; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint == Character.MIN_SURROGATE) {
        codePoint = Character.MAX_SURROGATE + 1;
      }
      int length = Utf8.put(out, 0, codePoint);
      String text = Character.toString(codePoint);
      byte[] expected = text.getBytes(StandardCharsets.UTF_8);
      assertThat(length).isEqualTo(expected.length).isEqualTo(Utf8.length(codePoint));
      if (!java.util.Arrays.equals(out, 0, length, expected, 0, length)
          || !Utf8.decode(out, 0, length).equals(text)
          || Utf8.firstInvalid(expected) != -1) {
        throw new AssertionError("code point " + Integer.toHexString(codePoint));
      }
    }
  }

  @Test
  void keepsLoneSurrogates() {
    for (int unit = Character.MIN_SURROGATE; unit <= Character.MAX_SURROGATE; unit++) {
      byte[] out = new byte[3];
      assertThat(Utf8.put(out, 0, unit)).isEqualTo(3);
      assertThat(Utf8.decode(out, 0, 3)).isEqualTo(String.valueOf((char) unit));
      assertThat(Utf8.firstInvalid(out)).isEqualTo(0);
    }
  }

  @Test
  void judgesEveryTwoByteTextAsTheJdkDoes() {
    for (int i = 0; i < 1 << 16; i++) {
      check(new byte[] {(byte) (i >> 8), (byte) i});
    }
  }

  @Test
  void judgesThreeAndFourByteTextsAsTheJdkDoes() {
    int[] leads = {
      0x41, 0x80, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5
    };
    int[] rest = {0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe1, 0xff};
    for (int lead : leads) {
      for (int second : rest) {
        for (int third : rest) {
          check(new byte[] {(byte) lead, (byte) second, (byte) third});
          for (int fourth : rest) {
            check(new byte[] {(byte) lead, (byte) second, (byte) third, (byte) fourth});
          }
        }
      }
    }
  }

  @Test
  void judgesRandomBytesAsTheJdkDoes() {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(12)];
      for (int k = 0; k < text.length; k++) {
        text[k] = (byte) (random.nextBoolean() ? 1 + random.nextInt(127) : random.nextInt(256));
      }
      check(text);
    }
  }

  @Test
  void countsNulAsInvalidBecauseNoTextHoldsIt() {
    assertThat(Utf8.firstInvalid(new byte[] {'a', 0})).isEqualTo(1);
  }

  @Test
  void namesTheFirstInvalidByte() {
    assertThat(Utf8.firstInvalid(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3, 'b'}))
        .isEqualTo(3);
  }

  private void check(byte[] text) {
    boolean valid = Utf8.firstInvalid(text) < 0;
    if (valid != jdkAccepts(text)) {
      throw new AssertionError("seed " + seed + " " + java.util.Arrays.toString(text));
    }
  }

  private static boolean jdkAccepts(byte[] text) {
    for (byte b : text) {
      if (b == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
