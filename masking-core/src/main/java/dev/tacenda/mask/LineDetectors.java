package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.assignment.FieldDetector;
import dev.tacenda.mask.internal.network.InternalHostDetector;
import dev.tacenda.mask.internal.network.IpDetector;
import dev.tacenda.mask.internal.network.NetworkDetectors;
import dev.tacenda.mask.internal.personal.PersonalDetectors;
import dev.tacenda.mask.internal.structure.StructuralDetectors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The one table of detectors that are code and see one line, by the names that rule files call them
 * with. A family of detectors adds its own names here.
 */
final class LineDetectors {
  /** Finds hosts by the suffixes that the rule and the policy list. */
  static final String INTERNAL_HOST = "internal-host";

  /** Finds addresses by the networks that the rule and the policy list. */
  static final String INTERNAL_ADDRESS = "internal-address";

  /** Finds the values of the fields that the rule lists. */
  static final String FIELD = "field";

  private static final Map<String, LineDetector> BY_NAME = byName();

  /**
   * A detector that a rule tells what to look for.
   *
   * @param name as in rule files
   * @param key of the list in rule files
   * @param example an item of the list
   * @param detector makes the detector for a list
   * @param keywords returns the words of which one stands in each line where an item is found
   */
  record Listed(
      String name,
      String key,
      String example,
      Function<List<String>, LineDetector> detector,
      Function<String, Set<String>> keywords) {}

  private static final List<Listed> LISTED =
      List.of(
          new Listed(
              INTERNAL_HOST,
              "suffixes",
              "corp.example",
              InternalHostDetector::of,
              suffix -> Set.of(InternalHostDetector.keyword(suffix))),
          new Listed(
              INTERNAL_ADDRESS, "networks", "10.0.0.0/8", IpDetector::within, cidr -> Set.of()),
          new Listed(FIELD, "fields", "customer_id", FieldDetector::of, FieldDetector::spellings));

  private LineDetectors() {}

  private static Map<String, LineDetector> byName() {
    Map<String, LineDetector> all = new HashMap<>();
    add(all, PersonalDetectors.byName());
    add(all, NetworkDetectors.byName());
    add(all, StructuralDetectors.byName());
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
    Set<String> names = new HashSet<>(BY_NAME.keySet());
    LISTED.forEach(listed -> names.add(listed.name()));
    return Set.copyOf(names);
  }

  /** Returns the detectors that a rule tells what to look for. */
  static List<Listed> listed() {
    return LISTED;
  }

  /** Returns the one of them with this name. */
  static Optional<Listed> listed(String name) {
    return LISTED.stream().filter(listed -> listed.name().equals(name)).findFirst();
  }

  /**
   * Returns the detector with one of the {@link #names()}.
   *
   * @param list what it looks for, if it is one of those that need to be told
   * @throws IllegalArgumentException if the list is missing, not wanted or not understood
   */
  static LineDetector named(String name, List<String> list) {
    Optional<Listed> listed = listed(name);
    if (listed.isPresent()) {
      RuleBuilder.require(!list.isEmpty(), "detector '" + name + "' needs a list to look for");
      return listed.get().detector().apply(list);
    }
    RuleBuilder.require(list.isEmpty(), "detector '" + name + "' takes no list to look for");
    LineDetector detector = BY_NAME.get(name);
    if (detector == null) {
      throw new IllegalArgumentException("no detector is called " + Suggestion.shown(name));
    }
    return detector;
  }
}
