package dev.tacenda.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures that must not be fallen below, one {@code metric,floor} a line. */
final class Floor {
  private static final String HEADER = "metric,floor";

  private Floor() {}

  /** Returns a line for each figure that is below its floor, or that is not there. */
  static List<String> violations(Path file, Metrics metrics) throws IOException {
    List<String> violations = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(file + ":1: must be '" + HEADER + "'");
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      int comma = line.indexOf(',');
      if (comma < 0) {
        throw new IOException(file + ":" + (i + 1) + ": must be a metric, a comma and a number");
      }
      double floor = number(line.substring(comma + 1), file + ":" + (i + 1));
      double value = metrics.get(line.substring(0, comma));
      // What is not a number is not above the floor either.
      if (!(value >= floor)) {
        violations.add(
            line.substring(0, comma) + " is " + Metrics.shown(value) + ", floor " + floor);
      }
    }
    return violations;
  }

  private static double number(String text, String place) throws IOException {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IOException(place + ": not a number: " + text, e);
    }
  }
}
