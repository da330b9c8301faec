package dev.tacenda.benchmarks.speed;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Median and range of a few figures. */
record Spread(double median, double low, double high) {

  static <T> Spread of(Collection<T> items, ToDoubleFunction<T> figure) {
    return of(items.stream().map(figure::applyAsDouble).toList());
  }

  /**
   * @throws IllegalArgumentException if there are no figures
   */
  static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int last = sorted.size() - 1;
    double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(last));
  }
}
