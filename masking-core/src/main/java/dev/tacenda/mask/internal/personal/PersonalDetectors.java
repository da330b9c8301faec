package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.LineDetector;
import java.util.Map;

/** The detectors of this package, by the names that rule files call them with. */
public final class PersonalDetectors {
  private PersonalDetectors() {}

  /** Returns the detectors by name. */
  public static Map<String, LineDetector> byName() {
    return Map.of("uuid", new UuidDetector());
  }
}
