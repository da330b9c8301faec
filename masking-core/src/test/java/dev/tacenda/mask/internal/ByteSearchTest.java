package dev.tacenda.mask.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

  @Test
  void skipsPlainJsonUpToEveryByteAtEveryPlace() {
    for (int place = 0; place < 24; place++) {
      for (int b = 0; b < 256; b++) {
        byte[] text = new byte[24];
        Arrays.fill(text, (byte) (b + place));
        text[place] = (byte) b;
        for (int from = 0; from < text.length; from++) {
          assertThat(ByteSearch.skipPlainJson(text, from, text.length))
              .describedAs("byte %d at %d, from %d", b, place, from)
              .isEqualTo(slowly(text, from, text.length));
        }
      }
    }
  }

  @Test
  void skipsPlainJsonNoFurtherThanItsEnd() {
    byte[] text = "abcdefghijklmnop\"".getBytes(StandardCharsets.US_ASCII);

    for (int to = 0; to < text.length; to++) {
      assertThat(ByteSearch.skipPlainJson(text, 0, to)).isEqualTo(to);
    }
  }

  private static int slowly(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] != '"' && text[i] != '\\' && (text[i] & 0xff) >= 0x20) {
      i++;
    }
    return i;
  }
}
