package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private static final Label LABEL = new Label("rule", "kind", "TYPE", 50, Action.MASK);

  private final long seed = Samples.seed();

  @Test
  void putsTheReplacementsInPlaceOfTheSpans() {
    Rendering rendering =
        new Rendering(
            TestRules.bytes("..hello world.."),
            2,
            13,
            List.of(new Span(2, 7, LABEL), new Span(8, 13, LABEL)),
            List.of(TestRules.bytes("A"), TestRules.bytes("LONGER")));

    assertThat(new String(rendering.bytes(), StandardCharsets.UTF_8)).isEqualTo("A LONGER");
    assertThat(rendering.toSource(new Span(1, 2, LABEL))).isEqualTo(new Span(7, 8, LABEL));
    assertThat(rendering.toSource(new Span(0, 1, LABEL))).isEqualTo(new Span(2, 7, LABEL));
    assertThat(rendering.toSource(new Span(3, 4, LABEL))).isEqualTo(new Span(8, 13, LABEL));
    assertThat(rendering.toSource(new Span(0, 8, LABEL))).isEqualTo(new Span(2, 13, LABEL));
  }

  @Test
  void leadsEverySpanBackToTheSourceOfItsBytes() {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Case generated = new Case(random);
      Rendering rendering = generated.rendering();
      int length = rendering.bytes().length;
      for (int start = 0; start < length; start++) {
        for (int end = start + 1; end <= length; end++) {
          assertThat(rendering.toSource(new Span(start, end, LABEL)))
              .describedAs("seed " + seed + " round " + round + " [" + start + "," + end + ")")
              .isEqualTo(generated.source(start, end));
        }
      }
    }
  }

  /** A text, spans in it, and for each byte of the rendering the range that it stands for. */
  private static final class Case {
    private final byte[] text;
    private final int from;
    private final int to;
    private final List<Span> spans = new ArrayList<>();
    private final List<byte[]> replacements = new ArrayList<>();
    private final List<int[]> sources = new ArrayList<>();

    Case(Random random) {
      text = TestRules.bytes(TestRules.run(random, "abc", 20));
      from = random.nextInt(5);
      to = 15 + random.nextInt(5);
      int i = from;
      while (i < to) {
        int end = Math.min(to, i + 1 + random.nextInt(4));
        if (random.nextInt(3) == 0) {
          byte[] replacement = new byte[1 + random.nextInt(6)];
          spans.add(new Span(i, end, LABEL));
          replacements.add(replacement);
          for (int k = 0; k < replacement.length; k++) {
            sources.add(new int[] {i, end});
          }
        } else {
          end = i + 1;
          sources.add(new int[] {i, end});
        }
        i = end;
      }
    }

    Rendering rendering() {
      return new Rendering(text, from, to, spans, replacements);
    }

    Span source(int start, int end) {
      return new Span(sources.get(start)[0], sources.get(end - 1)[1], LABEL);
    }
  }
}
