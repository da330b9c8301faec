package dev.tacenda.benchmarks.accuracy;

import java.util.concurrent.atomic.LongAdder;

/** How often what must hold for every text did not. Thread-safe. */
final class LawCounts {
  private final LongAdder texts = new LongAdder();
  private final LongAdder changedAgain = new LongAdder();
  private final LongAdder unlikeInPieces = new LongAdder();

  /** Counts a text. */
  void add(boolean changedWhenMaskedAgain, boolean streamDependsOnPieces) {
    texts.increment();
    if (changedWhenMaskedAgain) {
      changedAgain.increment();
    }
    if (streamDependsOnPieces) {
      unlikeInPieces.increment();
    }
  }

  long texts() {
    return texts.sum();
  }

  /** Returns the share of texts that do not change when masked again. */
  double stable() {
    return 1 - (double) changedAgain.sum() / Math.max(1, texts());
  }

  /** Returns the share of texts of which a stream is masked alike however it is cut. */
  double alikeInPieces() {
    return 1 - (double) unlikeInPieces.sum() / Math.max(1, texts());
  }
}
