package dev.tacenda.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverTest {
  private final Cover cover =
      Cover.of(List.of(new Span(10, 12), new Span(2, 5), new Span(5, 6), new Span(3, 4)));

  @Test
  void mergesSpansThatOverlapOrTouch() {
    assertThat(cover.spans()).containsExactly(new Span(2, 6), new Span(10, 12));
    assertThat(cover.size()).isEqualTo(6);
  }

  @Test
  void countsTheCoveredBytesOfARange() {
    assertThat(cover.size(0, 20)).isEqualTo(6);
    assertThat(cover.size(5, 11)).isEqualTo(2);
    assertThat(cover.size(6, 10)).isZero();
  }

  @Test
  void asksAboutOneByteForAnEmptySpan() {
    assertThat(cover.hits(new Span(10, 10))).isTrue();
    assertThat(cover.hits(new Span(12, 12))).isFalse();
  }
}
