package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What one policy does otherwise than another: rules that it gains and loses, actions and settings
 * that are stricter or less strict. It compares what the policies say, not what they do to a text.
 * Immutable.
 *
 * <pre>{@code
 * PolicyDifference difference = PolicyDifference.between(inForce, candidate);
 * if (difference.isEasing()) {
 *   difference.changes().forEach(System.err::println);
 * }
 * }</pre>
 */
public final class PolicyDifference {
  private final List<Change> changes;

  private PolicyDifference(List<Change> changes) {
    this.changes = List.copyOf(changes);
  }

  /** Compares two policies; {@code after} is the one that would come instead of {@code before}. */
  public static PolicyDifference between(MaskingPolicy before, MaskingPolicy after) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    List<Change> changes = new ArrayList<>();
    new RuleComparison(before, after, changes::add).run();
    new SettingsComparison(before, after, changes::add).run();
    changes.sort(Comparator.comparing(Change::direction).thenComparing(Change::subject));
    return new PolicyDifference(changes);
  }

  /** Which way something changes, what eases first. */
  public enum Direction {
    /** A rule is gone. */
    LOST(true),
    /** Something is less strict. */
    EASED(true),
    /** A rule looks for something else under the same id; whether for more, nobody can tell. */
    ALTERED(true),
    /** A rule finds the same under another id. */
    RENAMED(false),
    /** Something is stricter. */
    TIGHTENED(false),
    /** A rule is new. */
    GAINED(false);

    private final boolean mayEase;

    Direction(boolean mayEase) {
      this.mayEase = mayEase;
    }
  }

  /**
   * One change.
   *
   * @param subject what changes, for example {@code rule 'email'} or {@code binary}
   * @param before what the policy said before, in the words of policy files; {@code none} for a
   *     rule that is gained
   * @param after what it says after
   */
  public record Change(Direction direction, String subject, String before, String after) {
    public Change {
      Objects.requireNonNull(direction, "direction");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }

    /** Returns true unless it is certain that nothing leaves which was masked or stopped before. */
    public boolean mayEase() {
      boolean onlyReported = direction != Direction.EASED && before.equals("allow");
      return direction.mayEase && !onlyReported;
    }

    /** Returns the change in one line. */
    @Override
    public String toString() {
      return direction + " " + subject + ": " + before + " -> " + after;
    }
  }

  /** Returns all changes, those that ease first, then by what they are about. */
  public List<Change> changes() {
    return changes;
  }

  /** Returns the changes of one direction. */
  public List<Change> changes(Direction direction) {
    return changes.stream().filter(change -> change.direction() == direction).toList();
  }

  /** Returns true unless the new policy is certainly as strict as the old one in all it says. */
  public boolean isEasing() {
    return changes.stream().anyMatch(Change::mayEase);
  }

  /** Returns how many changes there are. */
  @Override
  public String toString() {
    return "PolicyDifference[" + changes.size() + " changes" + (isEasing() ? ", easing]" : "]");
  }
}
