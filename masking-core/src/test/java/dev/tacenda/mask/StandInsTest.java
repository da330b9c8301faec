package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What says that an expression cannot match is never wrong. */
class StandInsTest {
  private static final int ROUNDS = 20_000;

  /** The letters that RE2 takes for an s and a k when it ignores case. */
  private static final String[] FOLDED = {"ſ", "K"};

  @Test
  void noReferenceIsRuledOut() {
    SplittableRandom random = Seed.random();
    int matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] value = value(StandIns.REFERENCE, random);
      if (value.length > 0 && StandIns.REFERENCE.get().matches(value)) {
        matches++;
        assertThat(StandIns.mayBeReference(value)).as(Seed.note()).isTrue();
      }
    }
    assertThat(matches).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void noWordIsRuledOut() {
    SplittableRandom random = Seed.random();
    int matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] value = value(StandIns.WORDS, random);
      if (StandIns.WORDS.get().matches(value)) {
        matches++;
        assertThat(StandIns.mayBeWords(value)).as(Seed.note()).isTrue();
      }
    }
    assertThat(matches).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void mostRandomValuesAreRuledOut() {
    byte[] value = "x7Qp0Zk2mVfake9".getBytes(StandardCharsets.UTF_8);

    assertThat(StandIns.mayBeReference(value)).isFalse();
    assertThat(StandIns.mayBeWords(value)).isFalse();
    assertThat(StandIns.isStandIn(value, 0, value.length)).isFalse();
  }

  /** A text of the expression, in which a letter may be one that folds to the same. */
  private static byte[] value(LazyPattern pattern, SplittableRandom random) {
    String regex = pattern.regex().replace("(?-i:", "(?:");
    String text = PatternSampler.sample(regex, random);
    if (random.nextInt(4) == 0) {
      text = text.replaceFirst("[sS]", FOLDED[0]);
    }
    if (random.nextInt(4) == 0) {
      text = text.replaceFirst("[kK]", FOLDED[1]);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
