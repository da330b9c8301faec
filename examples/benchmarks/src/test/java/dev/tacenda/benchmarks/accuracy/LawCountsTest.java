package dev.tacenda.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LawCountsTest {

  @Test
  void countsEachLawByItself() {
    LawCounts laws = new LawCounts();
    laws.add(false, false);
    laws.add(true, false);
    laws.add(false, true);
    laws.add(false, true);
    assertThat(laws.texts()).isEqualTo(4);
    assertThat(laws.stable()).isEqualTo(.75);
    assertThat(laws.alikeInPieces()).isEqualTo(.5);
  }
}
