package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.assignment.FieldDetector;
import dev.tacenda.mask.internal.network.InternalHostDetector;
import dev.tacenda.mask.internal.network.IpDetector;
import dev.tacenda.mask.internal.network.NetworkDetectors;
import dev.tacenda.mask.internal.personal.PersonalDetectors;
import dev.tacenda.mask.internal.structure.StructuralDetectors;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** A detector that a rule tells what to look for. */
  enum Listed {
    SUFFIXES(INTERNAL_HOST, "suffixes", "corp.example"),
    NETWORKS(INTERNAL_ADDRESS, "networks", "10.0.0.0/8"),
    FIELDS(FIELD, "fields", "customer_id");

    private final String detectorName;
    private final String key;
    private final String example;

    Listed(String detectorName, String key, String example) {
      this.detectorName = detectorName;
      this.key = key;
      this.example = example;
    }

    /** Returns the name of the detector in rule files. */
    String detectorName() {
      return detectorName;
    }

    /** Returns the key of the list in rule files. */
    String key() {
      return key;
    }

    /** Returns an item of the list. */
    String example() {
      return example;
    }

    /**
     * Makes the detector for a list.
     *
     * @throws IllegalArgumentException if an item is not understood
     */
    LineDetector detector(List<String> list) {
      return switch (this) {
        case SUFFIXES -> InternalHostDetector.of(list);
        case NETWORKS -> IpDetector.within(list);
        case FIELDS -> FieldDetector.of(list);
      };
    }

    /** Returns the words of which one stands in each line where an item is found. */
    Set<String> keywords(String item) {
      return switch (this) {
        case SUFFIXES -> Set.of(InternalHostDetector.keyword(item));
        case NETWORKS -> Set.of();
        case FIELDS -> FieldDetector.spellings(item);
      };
    }
  }

  private static final List<Listed> LISTED = List.of(Listed.values());

  private LineDetectors() {}

  /** Returns the names, each of lower-case words joined by dashes. */
  static Set<String> names() {
    Set<String> names = new HashSet<>();
    Stream.of(PersonalDetectors.names(), NetworkDetectors.names(), StructuralDetectors.names())
        .flatMap(List::stream)
        .forEach(name -> add(names, name));
    LISTED.forEach(listed -> add(names, listed.detectorName()));
    return Set.copyOf(names);
  }

  private static void add(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalStateException("two detectors are called " + name);
    }
  }

  /** Returns the detectors that a rule tells what to look for. */
  static List<Listed> listed() {
    return LISTED;
  }

  /** Returns the one of them with this name. */
  static Optional<Listed> listed(String name) {
    for (Listed listed : LISTED) {
      if (listed.detectorName().equals(name)) {
        return Optional.of(listed);
      }
    }
    return Optional.empty();
  }

  /**
   * Makes the detector with one of the {@link #names()}.
   *
   * @param list what it looks for, if it is one of those that need to be told
   * @throws IllegalArgumentException if the list is missing, not wanted or not understood
   */
  static LineDetector named(String name, List<String> list) {
    Optional<Listed> listed = listed(name);
    if (listed.isPresent()) {
      RuleBuilder.require(!list.isEmpty(), "detector '" + name + "' needs a list to look for");
      return listed.get().detector(list);
    }
    RuleBuilder.require(list.isEmpty(), "detector '" + name + "' takes no list to look for");
    LineDetector detector = plain(name);
    if (detector == null) {
      throw new IllegalArgumentException("no detector is called " + Suggestion.shown(name));
    }
    return detector;
  }

  /** By switches and not by maps: a JVM that has just started makes only those it needs. */
  private static @Nullable LineDetector plain(String name) {
    LineDetector personal = PersonalDetectors.named(name);
    if (personal != null) {
      return personal;
    }
    LineDetector network = NetworkDetectors.named(name);
    return network == null ? StructuralDetectors.named(name) : network;
  }
}
