package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Label WEAK = new Label("weak", "k", "WEAK", 10, Action.BLOCK);
  private static final Label STRONG = new Label("strong", "k", "STRONG", 90, Action.MASK);
  private static final Label ALLOWED = new Label("allowed", "k", "OK", 95, Action.ALLOW);

  private final long seed = Samples.seed();

  @Test
  void mergesWhatOverlapsAndKeepsWhatOnlyTouches() {
    List<Span> merged =
        Span.merged(List.of(new Span(5, 8, WEAK), new Span(0, 3, WEAK), new Span(2, 5, WEAK)));

    assertThat(merged).containsExactly(new Span(0, 5, WEAK), new Span(5, 8, WEAK));
  }

  @Test
  void namesTheUnionByTheMoreSpecificAndIsAsStrictAsTheStricter() {
    List<Span> merged = Span.merged(List.of(new Span(0, 3, WEAK), new Span(1, 5, STRONG)));

    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).label())
        .isEqualTo(new Label("strong", "k", "STRONG", 90, Action.BLOCK));
  }

  @Test
  void masksTheUnionOfAnAllowedAndAMaskedSpan() {
    List<Span> merged = Span.merged(List.of(new Span(0, 9, ALLOWED), new Span(4, 6, STRONG)));

    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).masks()).isTrue();
    assertThat(merged.get(0).label().ruleId()).isEqualTo("allowed");
    assertThat(new Span(0, 1, ALLOWED).masks()).isFalse();
  }

  @Test
  void coversTheSameBytesInWhateverOrderTheSpansCome() {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Span> spans = new ArrayList<>();
      BitSet covered = new BitSet();
      for (int i = random.nextInt(8); i >= 0; i--) {
        int start = random.nextInt(30);
        int end = start + 1 + random.nextInt(6);
        covered.set(start, end);
        spans.add(new Span(start, end, random.nextBoolean() ? WEAK : STRONG));
      }
      List<Span> merged = Span.merged(spans);
      BitSet after = new BitSet();
      int last = 0;
      for (Span span : merged) {
        assertThat(span.start()).describedAs("seed " + seed).isGreaterThanOrEqualTo(last);
        after.set(span.start(), span.end());
        last = span.end();
      }
      Collections.shuffle(spans, random);

      assertThat(after).describedAs("seed " + seed + " round " + round).isEqualTo(covered);
      assertThat(Span.merged(spans)).describedAs("seed " + seed).isEqualTo(merged);
      assertThat(Span.merged(merged)).isEqualTo(merged);
    }
  }
}
