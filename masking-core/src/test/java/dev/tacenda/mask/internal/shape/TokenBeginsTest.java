package dev.tacenda.mask.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The places found in blocks are those that {@link TokenEdges} says of each place. */
class TokenBeginsTest {
  private static final int TEXTS = 400;
  private static final String[] PIECES = {
    "a",
    "Z",
    "7",
    "_",
    " ",
    "\n",
    "+",
    "/",
    "%",
    "25",
    "3D",
    "=",
    "\\",
    "n",
    "x41",
    "u0041",
    "101",
    "\u001b[1;32m",
    "\\e[0m",
    "\\x1b[31m",
    "\u00e9",
    "aB3dE5gH7jK9mN1pQ3sT5vW7yZ",
    "%2525252525252525",
  };

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void eachPlaceIsToldAsByItself() {
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = text(random.nextInt(1, 120));
      int from = random.nextInt(text.length);
      assertThat(found(text, from)).isEqualTo(expected(text, from));
    }
  }

  @Test
  void askingBackAndForthSaysTheSame() {
    byte[] text = text(3000);
    List<Integer> expected = expected(text, 0);
    TokenBegins begins = begins(text, 0);
    for (int i = 0; i < 5000; i++) {
      int at = random.nextInt(text.length);
      boolean is = begins.next(at, at + 1) == at;
      assertThat(is).isEqualTo(expected.contains(at));
    }
  }

  @Test
  void withoutAPlaceTheEndIsReturned() {
    TokenBegins begins = begins("aaaa aaaa".getBytes(StandardCharsets.US_ASCII), 0);

    assertThat(begins.next(1, 4)).isEqualTo(4);
    assertThat(begins.next(6, 9)).isEqualTo(9);
    assertThat(begins.next(7, 3)).isEqualTo(7);
  }

  private byte[] text(int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Integer> found(byte[] text, int from) {
    TokenBegins begins = begins(text, from);
    List<Integer> found = new ArrayList<>();
    for (int at = begins.next(from, text.length); at < text.length; ) {
      found.add(at);
      at = begins.next(at + 1, text.length);
    }
    return found;
  }

  private static List<Integer> expected(byte[] text, int from) {
    List<Integer> expected = new ArrayList<>();
    for (int at = from; at < text.length; at++) {
      if (TokenEdges.mayBegin(text, from, at)
          && (at == from || !TokenEdges.isInBase64(text, from, at))) {
        expected.add(at);
      }
    }
    return expected;
  }

  private static TokenBegins begins(byte[] text, int from) {
    TokenBegins begins = new TokenBegins();
    begins.restart(text, from);
    return begins;
  }
}
