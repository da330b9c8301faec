package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import java.util.Objects;
import java.util.Set;

/**
 * How a set of policies that is not in force yet comes into force: tried out beside the one that
 * is, or enforced for some callers first. It stands in the selection file of the new set, so that
 * whoever signs the set signs this as well. Immutable.
 *
 * @param mode what is done with it
 * @param percent for how many callers of a hundred it is enforced, 0 to 100; the same ones each
 *     time
 * @param groups for which groups of the new set it is enforced, whatever the percentage
 * @param mayEase true if it is enforced although it is less strict than what is in force
 */
public record Rollout(Mode mode, int percent, Set<String> groups, boolean mayEase) {

  /** What is done with a new set. */
  public enum Mode {
    /** It masks beside the one in force; what it would do is counted, and nothing comes of it. */
    SHADOW,
    /** It is enforced for some callers. */
    CANARY
  }

  /**
   * Checks that the parts suit each other.
   *
   * @throws IllegalArgumentException if the percentage is out of range, a canary is for nobody, or
   *     a shadow for some
   */
  public Rollout {
    Objects.requireNonNull(mode, "mode");
    groups = Set.copyOf(groups);
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent must be in 0..100, was " + percent);
    }
    boolean forSome = percent > 0 || !groups.isEmpty();
    if ((mode == Mode.CANARY) != forSome || mode == Mode.SHADOW && mayEase) {
      throw new IllegalArgumentException(
          "a canary needs a percentage or groups, and a shadow has none and eases nothing");
    }
  }

  /** A set that is only tried out, for every caller. */
  public static Rollout shadow() {
    return new Rollout(Mode.SHADOW, 0, Set.of(), false);
  }

  /** A set that is enforced for so many callers of a hundred, if it is as strict for them. */
  public static Rollout canary(int percent) {
    return new Rollout(Mode.CANARY, percent, Set.of(), false);
  }

  /** A set that is enforced for callers in one of these of its groups, if it is as strict. */
  public static Rollout canaryFor(Set<String> groups) {
    return new Rollout(Mode.CANARY, 0, groups, false);
  }

  /** Returns this canary, enforced even where it is less strict than what is in force. */
  public Rollout allowedToEase() {
    return new Rollout(mode, percent, groups, true);
  }

  void digest(Sha256Parts into) {
    into.text(mode.name());
    into.text(Integer.toString(percent));
    into.texts(groups.stream().sorted().toList());
    into.text(mayEase ? "may ease" : "may not ease");
  }
}
