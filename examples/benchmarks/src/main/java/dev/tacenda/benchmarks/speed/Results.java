package dev.tacenda.benchmarks.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The rows of a run in the order in which they were measured. Confined to one thread. */
final class Results {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  void addAll(List<Row> more) {
    more.forEach(row -> rows.put(row.name(), row));
  }

  List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  Optional<Row> row(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  /** Returns a figure of a row; empty if there is no such row or it has no such figure. */
  OptionalDouble figure(String name, ToDoubleFunction<Row> figure) {
    Row row = rows.get(name);
    double value = row == null ? Double.NaN : figure.applyAsDouble(row);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns the largest figure of the rows whose names begin with {@code prefix}. */
  OptionalDouble largest(String prefix, ToDoubleFunction<Row> figure) {
    return rows.values().stream()
        .filter(row -> row.name().startsWith(prefix))
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .max();
  }
}
