package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpliceTest {
  private final long seed = Samples.seed();

  @Test
  void returnsTheSourceItselfIfNothingIsReplaced() {
    byte[] source = {1, 2, 3};
    Splice splice = new Splice(source);

    assertThat(splice.isEmpty()).isTrue();
    assertThat(splice.result()).isSameAs(source);
  }

  @Test
  void replacesInAnyOrderAndLeavesTheSourceAlone() {
    byte[] source = TestRules.bytes("0123456789");
    Splice splice = new Splice(source);
    splice.replace(8, 10, TestRules.bytes("end"));
    splice.replace(0, 1, TestRules.bytes(""));
    splice.replace(3, 5, TestRules.bytes("longer"));

    assertThat(text(splice.result())).isEqualTo("12longer567end");
    assertThat(text(source)).isEqualTo("0123456789");
  }

  @Test
  void replacesRangesThatTouch() {
    Splice splice = new Splice(TestRules.bytes("abcd"));
    splice.replace(1, 2, TestRules.bytes("1"));
    splice.replace(2, 3, TestRules.bytes("2"));

    assertThat(text(splice.result())).isEqualTo("a12d");
  }

  @Test
  void refusesRangesThatOverlap() {
    Splice splice = new Splice(TestRules.bytes("abcd"));
    splice.replace(1, 3, TestRules.bytes("1"));
    splice.replace(2, 4, TestRules.bytes("2"));

    assertThatThrownBy(splice::result).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesWhatReplacingFromTheEndDoes() {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String source = TestRules.run(random, "abc", random.nextInt(20));
      StringBuilder expected = new StringBuilder(source);
      List<Runnable> edits = new ArrayList<>();
      Splice splice = new Splice(TestRules.bytes(source));
      int end = source.length();
      while (end > 0 && random.nextInt(4) > 0) {
        int to = end;
        int from = random.nextInt(to);
        String replacement = TestRules.run(random, "XYZ", random.nextInt(5));
        expected.replace(from, to, replacement);
        edits.add(() -> splice.replace(from, to, TestRules.bytes(replacement)));
        end = from - random.nextInt(2);
      }
      Collections.shuffle(edits, random);
      edits.forEach(Runnable::run);

      assertThat(text(splice.result()))
          .describedAs("seed " + seed + " round " + round)
          .isEqualTo(expected.toString());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
