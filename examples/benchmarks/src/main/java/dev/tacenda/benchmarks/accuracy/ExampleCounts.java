package dev.tacenda.benchmarks.accuracy;

/** What was counted over some examples. Confined to one thread. */
final class ExampleCounts {
  long positives;
  long any;
  long full;
  long bytes;
  long leaked;
  long rest;
  long restCovered;
  long negatives;
  long falsePositives;

  void add(PositiveScore score) {
    positives++;
    any += score.any() ? 1 : 0;
    full += score.full() ? 1 : 0;
    bytes += score.bytes();
    leaked += score.leaked();
    rest += score.rest();
    restCovered += score.restCovered();
  }

  void addNegative(boolean hit) {
    negatives++;
    falsePositives += hit ? 1 : 0;
  }

  void add(ExampleCounts other) {
    positives += other.positives;
    any += other.any;
    full += other.full;
    bytes += other.bytes;
    leaked += other.leaked;
    rest += other.rest;
    restCovered += other.restCovered;
    negatives += other.negatives;
    falsePositives += other.falsePositives;
  }

  double anyRate() {
    return Ratio.of(any, positives);
  }

  double fullRate() {
    return Ratio.of(full, positives);
  }

  double leakRate() {
    return Ratio.of(leaked, bytes);
  }

  double overRate() {
    return Ratio.of(restCovered, rest);
  }

  double falsePositiveRate() {
    return Ratio.of(falsePositives, negatives);
  }
}
