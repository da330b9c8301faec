package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** Bytes under a pad read as they were and lie in memory as something else. */
class ScatteredBytesTest {
  private static final byte[] VALUE =
      "FAKE-value-with-more-than-64-bytes-".repeat(4).getBytes(UTF_8);

  @Test
  void readsWhatWasPutIn() {
    ScatteredBytes scattered = ScatteredBytes.copyOf(VALUE);

    assertThat(scattered.length()).isEqualTo(VALUE.length);
    for (int i = 0; i < VALUE.length; i++) {
      assertThat(scattered.at(i)).isEqualTo(VALUE[i]);
    }
  }

  @Test
  void keepsOtherBytesThanWerePutIn() throws ReflectiveOperationException {
    Field kept = ScatteredBytes.class.getDeclaredField("bytes");
    kept.setAccessible(true);

    byte[] inMemory = (byte[]) kept.get(ScatteredBytes.copyOf(VALUE));

    // A pad of 64 random bytes leaves a stretch of eight as it was once in 10^17 runs.
    for (int i = 0; i + 8 <= 64; i += 8) {
      String stretch = new String(VALUE, i, 8, UTF_8);
      assertThat(new String(inMemory, ISO_8859_1)).doesNotContain(stretch);
    }
  }

  @Test
  void tellsOnlyTheLength() {
    assertThat(ScatteredBytes.copyOf(VALUE)).hasToString("ScatteredBytes[140 bytes]");
  }
}
