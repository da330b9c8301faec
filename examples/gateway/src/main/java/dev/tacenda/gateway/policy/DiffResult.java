package dev.tacenda.gateway.policy;

import dev.tacenda.mask.PolicyDifference.Change;
import java.util.List;

/**
 * What is different between two policies or folders of them. Immutable.
 *
 * @param before how the first is called
 * @param after how the second is called
 * @param pairs what became of each policy
 * @param scanned whether texts were compared
 * @param files how many texts were compared
 * @param sessions how many of them are recorded sessions
 * @param masks the differences in them
 */
record DiffResult(
    String before,
    String after,
    List<Pair> pairs,
    boolean scanned,
    int files,
    int sessions,
    List<MaskChange> masks) {
  static final String ABOUT_SESSIONS =
      "are masked already: they show what would be masked too much or no longer, and never a secret"
          + " that was missed";

  /**
   * A part of both.
   *
   * @param name such as {@code policy builds}
   */
  record Pair(String name, List<Change> changes) {
    Pair {
      changes = List.copyOf(changes);
    }
  }

  DiffResult {
    pairs = List.copyOf(pairs);
    masks = List.copyOf(masks);
  }

  /** Returns true unless it is plain that the second is at least as strict. */
  boolean mayWeaken() {
    return masks.stream().anyMatch(mask -> mask.kind().weakens())
        || pairs.stream().flatMap(pair -> pair.changes().stream()).anyMatch(Change::mayEase);
  }

  boolean isEmpty() {
    return masks.isEmpty() && pairs.stream().allMatch(pair -> pair.changes().isEmpty());
  }

  long count(MaskChange.Kind kind) {
    return masks.stream().filter(mask -> mask.kind() == kind).count();
  }
}
