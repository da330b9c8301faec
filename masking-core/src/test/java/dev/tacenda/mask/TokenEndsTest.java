package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndsTest {
  /** The bar stands where a value ends, the star where its token does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ab|* cd
          ab|cd* ef
          ab|cd*. Ef
          ab|-cd.ef/gh*, x
          ab|cd==* x
          ab|cd==*= x
          ab|*...
          ab |*cd
          "ab|*"cd
          ab|*"cd
          ab|*@host
          ab|cd*é
          |*ab
          ab-|cd* x
          """)
  void endsWithItsLastWordByte(String marked) {
    String text = marked.strip().replace("|", "").replace("*", "");
    int end = marked.strip().replace("*", "").indexOf('|');
    int expected = marked.strip().replace("|", "").indexOf('*');

    assertThat(ends(text).of(end)).as(marked).isEqualTo(expected);
  }

  @Test
  void aRunWithManyValuesIsReadOnce() {
    String text = "a".repeat(200_000) + ".".repeat(200_000);
    TokenEnds ends = ends(text);

    for (int end = 1; end < text.length(); end++) {
      assertThat(ends.of(end)).isGreaterThanOrEqualTo(end);
    }
  }

  private static TokenEnds ends(String text) {
    return new TokenEnds(text.getBytes(StandardCharsets.UTF_8));
  }
}
