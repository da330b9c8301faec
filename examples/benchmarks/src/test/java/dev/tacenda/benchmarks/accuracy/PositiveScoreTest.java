package dev.tacenda.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositiveScoreTest {
  private static PositiveScore score(String text, String secret, Span... masked) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Cover cover = Cover.of(List.of(masked));
    return PositiveScore.of(bytes, List.of(secret), cover, new Span(0, bytes.length));
  }

  @Test
  void isFullOnlyIfEveryPlaceIsCovered() {
    String text = "k=longvalue, longvalue";

    assertThat(score(text, "longvalue", new Span(2, 11), new Span(13, 22)).full()).isTrue();
    PositiveScore once = score(text, "longvalue", new Span(2, 11));
    assertThat(once.full()).isFalse();
    assertThat(once.any()).isTrue();
    assertThat(once.leaked()).isEqualTo(9);
    assertThat(once.firstLeak()).isEqualTo(new Span(13, 22));
  }

  @Test
  void isContentWithOnePlaceOfAShortSecret() {
    assertThat(score("user: user", "user", new Span(6, 10)).full()).isTrue();
    assertThat(score("user: user", "user", new Span(6, 9)).full()).isFalse();
  }

  @Test
  void countsBytesBesideTheSecret() {
    PositiveScore score = score("é=longvalue", "longvalue", new Span(0, 12));

    assertThat(score.bytes()).isEqualTo(9);
    assertThat(score.rest()).isEqualTo(3);
    assertThat(score.restCovered()).isEqualTo(3);
    assertThat(score.leaked()).isZero();
  }

  @Test
  void refusesALabelThatIsWrong() {
    assertThatThrownBy(() -> score("abc", "secret"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("abc");
  }
}
