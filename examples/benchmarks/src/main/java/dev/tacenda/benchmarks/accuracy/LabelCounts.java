package dev.tacenda.benchmarks.accuracy;

import java.util.Collection;

/** What was counted over some labels. */
final class LabelCounts {
  long credentials;
  long detected;
  long withSecret;
  long detectedWithSecret;
  long full;
  long secretBytes;
  long leakedBytes;
  long none;
  long noneMasked;
  long placeholders;
  long placeholdersMasked;
  long ambiguous;

  static LabelCounts of(Collection<LabelScore> scores) {
    LabelCounts counts = new LabelCounts();
    scores.forEach(counts::add);
    return counts;
  }

  private void add(LabelScore score) {
    if (score.label().truth() == 'T') {
      addCredential(score);
    } else if (score.ambiguous()) {
      ambiguous++;
    } else if (score.label().truth() == 'F') {
      none++;
      noneMasked += score.hit() ? 1 : 0;
    } else {
      placeholders++;
      placeholdersMasked += score.hit() ? 1 : 0;
    }
  }

  private void addCredential(LabelScore score) {
    credentials++;
    detected += score.hit() ? 1 : 0;
    if (score.secretBytes() > 0) {
      withSecret++;
      detectedWithSecret += score.hit() ? 1 : 0;
      full += score.full() ? 1 : 0;
      secretBytes += score.secretBytes();
      leakedBytes += score.leaked();
    }
  }

  double recall() {
    return Ratio.of(detected, credentials);
  }

  double fullShare() {
    return Ratio.of(full, withSecret);
  }

  /** Of those that were detected at all, the share that is covered whole. */
  double fullOfDetected() {
    return Ratio.of(full, detectedWithSecret);
  }

  double leakShare() {
    return Ratio.of(leakedBytes, secretBytes);
  }

  double noneRate() {
    return Ratio.of(noneMasked, none);
  }

  double placeholderRate() {
    return Ratio.of(placeholdersMasked, placeholders);
  }

  double precision() {
    return Ratio.of(detected, detected + noneMasked);
  }
}
