package dev.tacenda.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionCounterTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    PositionCounter counter = new PositionCounter(utf8("ab\ncd\r\n\nx"));

    assertThat(counter.at(0)).isEqualTo(new Position(1, 1));
    assertThat(counter.at(2)).isEqualTo(new Position(1, 3));
    assertThat(counter.at(3)).isEqualTo(new Position(2, 1));
    assertThat(counter.at(8)).isEqualTo(new Position(4, 1));
    assertThat(counter.at(9)).isEqualTo(new Position(4, 2));
  }

  @Test
  void countsCodePoints() {
    PositionCounter counter = new PositionCounter(utf8("\u00e9\u20ac\ud83d\ude00x"));

    assertThat(counter.at(2)).isEqualTo(new Position(1, 2));
    assertThat(counter.at(5)).isEqualTo(new Position(1, 3));
    assertThat(counter.at(9)).isEqualTo(new Position(1, 4));
  }

  @Test
  void takesThePlaceInsideACharacterForTheCharacter() {
    assertThat(new PositionCounter(utf8("a\u20acx")).at(2)).isEqualTo(new Position(1, 2));
  }

  @Test
  void countsBytesThatAreNotUtf8() {
    byte[] text = {'a', (byte) 0xe9, (byte) 0x80, 'b', (byte) 0xff, (byte) 0xe2};
    PositionCounter counter = new PositionCounter(text);

    assertThat(counter.at(3)).isEqualTo(new Position(1, 4));
    assertThat(counter.at(6)).isEqualTo(new Position(1, 7));
  }

  @Test
  void goesBackIfAskedTo() {
    PositionCounter counter = new PositionCounter(utf8("a\nb"));

    assertThat(counter.at(3)).isEqualTo(new Position(2, 2));
    assertThat(counter.at(1)).isEqualTo(new Position(1, 2));
  }

  @Test
  void agreesWithTheDecoderOnText() {
    Random random = new Random(1);
    String text =
        random
            .ints(300, 0, 0x2fff)
            .filter(c -> !Character.isSurrogate((char) c))
            .mapToObj(c -> c % 11 == 0 ? "\n" : Character.toString(c))
            .reduce("", String::concat);
    PositionCounter counter = new PositionCounter(utf8(text));

    for (int i = 0; i <= text.length(); i++) {
      String before = text.substring(0, i);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = 1 + before.length() - (before.lastIndexOf('\n') + 1);
      assertThat(counter.at(utf8(before).length)).isEqualTo(new Position(line, column));
    }
  }
}
