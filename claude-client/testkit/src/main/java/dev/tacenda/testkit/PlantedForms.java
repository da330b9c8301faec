package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns planted values into the patterns to look for: each value and each of its lines, encoded.
 */
final class PlantedForms {

  static final int MIN_VALUE_BYTES = 6;
  static final int MIN_LINE_BYTES = 8;

  private PlantedForms() {}

  static List<PatternIndex.Pattern> of(Map<String, String> planted) {
    List<PatternIndex.Pattern> patterns = new ArrayList<>();
    planted.forEach((name, value) -> addValue(patterns, name, value));
    return patterns;
  }

  private static void addValue(List<PatternIndex.Pattern> patterns, String name, String value) {
    // Without the space around it the value is found with and without that space.
    byte[] bytes = value.strip().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MIN_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "planted value "
              + name
              + " must have "
              + MIN_VALUE_BYTES
              + " bytes or more, or it is found by chance; has "
              + bytes.length);
    }
    addForms(patterns, name, "", bytes);
    List<String> lines = value.lines().toList();
    for (int i = 0; lines.size() > 1 && i < lines.size(); i++) {
      byte[] line = lines.get(i).strip().getBytes(StandardCharsets.UTF_8);
      if (line.length >= MIN_LINE_BYTES && !isArmour(lines.get(i))) {
        addForms(patterns, name, ", line " + (i + 1), line);
      }
    }
  }

  /** BEGIN and END of a PEM block are no secret, and masking keeps them. */
  private static boolean isArmour(String line) {
    String text = line.strip();
    return (text.startsWith("-----BEGIN ") || text.startsWith("-----END "))
        && text.endsWith("-----");
  }

  private static void addForms(
      List<PatternIndex.Pattern> patterns, String name, String suffix, byte[] value) {
    Set<String> known = new HashSet<>();
    for (LeakEncoding encoding : LeakEncoding.values()) {
      byte[] form = encoding.encode(value);
      // Where encodings agree (no reserved character, say) the first name stands for all.
      if (known.add(new String(form, StandardCharsets.ISO_8859_1))) {
        patterns.add(new PatternIndex.Pattern(name, encoding.label() + suffix, form));
      }
    }
  }
}
