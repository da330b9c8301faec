package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.StreamMasker;
import java.util.Arrays;
import java.util.List;

/**
 * How much of a clean stream is held back after each delta, in characters: what a reader waits for.
 * The same in every run; nothing is timed.
 */
final class HoldBack {
  private static final double P99 = 0.99;

  private HoldBack() {}

  static Row of(List<String> deltas) {
    StreamMasker stream = Subject.masker().stream();
    int[] held = new int[deltas.size()];
    int inFlight = 0;
    for (int i = 0; i < held.length; i++) {
      inFlight += deltas.get(i).length();
      inFlight -= stream.append(deltas.get(i)).length();
      held[i] = inFlight;
    }
    Arrays.sort(held);
    return row(held);
  }

  private static Row row(int[] sorted) {
    int last = sorted.length - 1;
    return new Row(
        "stream.held",
        "characters",
        sorted[last / 2],
        sorted[0],
        sorted[last],
        sorted[(int) (last * P99)],
        Double.NaN,
        0,
        1,
        sorted.length);
  }
}
