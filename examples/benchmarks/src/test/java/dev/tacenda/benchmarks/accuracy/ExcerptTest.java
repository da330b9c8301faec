package dev.tacenda.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static String of(String text, Span place, Span... masked) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Excerpt.of(bytes, place, Cover.of(List.of(masked)));
  }

  @Test
  void marksThePlaceAndWhatIsMasked() {
    assertThat(of("a\nkey=value!", new Span(6, 11), new Span(8, 12))).isEqualTo("key=⟦va«lue⟧!»");
    assertThat(of("value", new Span(0, 5))).isEqualTo("⟦value⟧");
  }

  @Test
  void isOneLine() {
    assertThat(of("a\tb\nc`", new Span(0, 1))).isEqualTo("⟦a⟧ b⏎c'");
  }
}
