package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Pattern AT_START = Pattern.compile("^(name): (\\S+)$");

  @Test
  void doesNotTakeTheMiddleOfALineForItsBeginning() {
    for (String before : List.of("€", "é", "日本", "🔑", " ")) {
      Line line = Line.of(bytes(before + "name: value"));

      assertThat(line.search(AT_START).find()).describedAs(before).isFalse();
    }
  }

  @Test
  void givesPlacesInBytes() {
    Line line = Line.of(bytes("é🔑 key=wört end"));
    Matcher matcher = line.search(Pattern.compile("key=(\\S+)"));

    assertThat(matcher.find()).isTrue();
    int start = line.offset(matcher.start(1));
    int end = line.offset(matcher.end(1));
    assertThat(new String(line.bytes(), start, end - start, StandardCharsets.UTF_8))
        .isEqualTo("wört");
  }

  @Test
  void readsBytesThatAreNotUtf8AsOneCharacterEach() {
    Line line = Line.of(new byte[] {(byte) 0xff, (byte) 0xc3, 'k', 'e', 'y'});
    Matcher matcher = line.search(Pattern.compile("^..(key)$"));

    assertThat(matcher.find()).isTrue();
    assertThat(line.offset(matcher.start(1))).isEqualTo(2);
    assertThat(line.offset(matcher.end(1))).isEqualTo(5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
