package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternInputTest {
  private static final Pattern AT_START = Pattern.compile("^(name): (\\S+)$");

  @Test
  void doesNotTakeTheMiddleOfALineForItsBeginning() {
    for (String before : List.of("€", "é", "日本", "🔑", " ")) {
      PatternInput line = PatternInput.of(bytes(before + "name: value"));

      assertThat(line.matcher(AT_START).find()).describedAs(before).isFalse();
    }
  }

  @Test
  void givesPlacesInBytes() {
    PatternInput line = PatternInput.of(bytes("é🔑 key=wört end"));
    Matcher matcher = line.matcher(Pattern.compile("key=(\\S+)"));

    assertThat(matcher.find()).isTrue();
    int start = line.byteOf(matcher.start(1));
    int end = line.byteOf(matcher.end(1));
    assertThat(new String(line.bytes(), start, end - start, StandardCharsets.UTF_8))
        .isEqualTo("wört");
  }

  @Test
  void readsBytesThatAreNotUtf8AsOneCharacterEach() {
    PatternInput line = PatternInput.of(new byte[] {(byte) 0xff, (byte) 0xc3, 'k', 'e', 'y'});
    Matcher matcher = line.matcher(Pattern.compile("^..(key)$"));

    assertThat(matcher.find()).isTrue();
    assertThat(line.byteOf(matcher.start(1))).isEqualTo(2);
    assertThat(line.byteOf(matcher.end(1))).isEqualTo(5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
