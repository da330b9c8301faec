package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineTest {

  @Test
  void placesOfTheMatcherMapBackToBytes() {
    for (String before : new String[] {"", "ascii ", "é ", "漢字 ", "😀 ", "aé漢😀"}) {
      byte[] bytes = (before + "needle 漢 end").getBytes(StandardCharsets.UTF_8);
      Line line = Line.of(bytes);
      Matcher match = line.search(Pattern.compile("needle .*"));

      assertThat(match.find()).isTrue();
      int start = line.offset(match.start());
      int end = line.offset(match.end());
      assertThat(new String(bytes, start, end - start, StandardCharsets.UTF_8))
          .isEqualTo("needle 漢 end");
      assertThat(end).isEqualTo(bytes.length);
    }
  }

  @Test
  void theBeginningOfTheLineIsNotBehindAByteAbove127() {
    Pattern pattern = Pattern.compile("(?:^|y)(b)");

    assertThat(Line.of(utf8("1是b")).search(pattern).find()).isFalse();
    assertThat(Line.of(utf8("b是")).search(pattern).find()).isTrue();
  }

  @Test
  void groupsCanBeReadBehindAByteAbove127() {
    Rule rule =
        new RuleBuilder("a-password", "password", "PASSWORD", Severity.HIGH)
            .keyword("pass")
            .pattern("(?:^|[\\s(])password=(\\S+)")
            .group(1)
            .build();
    Line line = Line.of(utf8("  + \"1是 password=明文(1)\\n\""));

    rule.find(line, (start, end) -> assertThat(start).isLessThan(end));
  }

  @Test
  void noOtherLetterFoldsToAnAsciiOne() {
    Pattern pattern = Pattern.compile("(?i)pass|key");

    assertThat(Line.of(utf8("paſs \u212aey")).search(pattern).find()).isFalse();
    assertThat(Line.of(utf8("é PASS")).search(pattern).find()).isTrue();
  }

  @Test
  void bytesThatAreNotUtf8KeepTheirPlaces() {
    SplittableRandom random = Seed.random();
    for (int run = 0; run < 500; run++) {
      byte[] bytes = new byte[random.nextInt(1, 40)];
      random.nextBytes(bytes);
      int at = random.nextInt(bytes.length);
      bytes[at] = 'Z';
      Line line = Line.of(bytes);
      Matcher match = line.search(Pattern.compile("Z"));
      boolean found = false;
      while (match.find()) {
        int offset = line.offset(match.start());
        assertThat(bytes[offset]).as(Seed.note()).isEqualTo((byte) 'Z');
        found |= offset == at;
      }

      assertThat(found).as(Seed.note()).isTrue();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
