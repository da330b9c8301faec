package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.personal.PersonalDetectors;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one table of detectors that are code and see one line, by the names that rule files call them
 * with. A family of detectors adds its own names here.
 */
final class LineDetectors {
  private static final Map<String, LineDetector> BY_NAME = byName();

  private LineDetectors() {}

  private static Map<String, LineDetector> byName() {
    Map<String, LineDetector> all = new HashMap<>();
    add(all, PersonalDetectors.byName());
    return Map.copyOf(all);
  }

  private static void add(Map<String, LineDetector> all, Map<String, LineDetector> family) {
    family.forEach(
        (name, detector) -> {
          if (all.put(name, detector) != null) {
            throw new IllegalStateException("two detectors are called " + name);
          }
        });
  }

  /** Returns the names, each of lower-case words joined by dashes. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Returns the detector with one of the {@link #names()}. */
  static LineDetector named(String name) {
    LineDetector detector = BY_NAME.get(name);
    if (detector == null) {
      throw new IllegalArgumentException("no detector is called " + Suggestion.shown(name));
    }
    return detector;
  }
}
