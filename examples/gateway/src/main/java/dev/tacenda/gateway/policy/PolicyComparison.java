package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.PolicyChange.Direction;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.BinaryAction;
import dev.tacenda.mask.Limits;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what two policies say differently. Used for one pair. */
final class PolicyComparison {
  private final MaskingPolicy before;
  private final MaskingPolicy after;
  private final List<PolicyChange> changes = new ArrayList<>();

  private PolicyComparison(MaskingPolicy before, MaskingPolicy after) {
    this.before = before;
    this.after = after;
  }

  /** Returns the changes; none if both do the same. */
  static List<PolicyChange> of(MaskingPolicy before, MaskingPolicy after) {
    PolicyComparison comparison = new PolicyComparison(before, after);
    comparison.rules();
    comparison.risks();
    comparison.settings();
    if (comparison.changes.isEmpty() && !before.digest().equals(after.digest())) {
      comparison.add(Direction.CHANGED, "something else", "", "");
    }
    return List.copyOf(comparison.changes);
  }

  private void rules() {
    TreeSet<String> ids = new TreeSet<>();
    for (RuleSet rules : List.of(before.rules(), after.rules())) {
      rules.rules().forEach(rule -> ids.add(rule.id()));
    }
    for (String id : ids) {
      Rule was = before.rules().rule(id).orElse(null);
      Rule is = after.rules().rule(id).orElse(null);
      if (was == null || is == null) {
        oneSided(id, was, is);
      } else {
        both(id, was, is);
      }
    }
  }

  private void oneSided(String id, @Nullable Rule was, @Nullable Rule is) {
    if (was != null) {
      add(Direction.LOST, "rule " + id, word(before.actionFor(was)), "nothing");
    } else if (is != null) {
      add(Direction.GAINED, "rule " + id, "nothing", word(after.actionFor(is)));
    }
  }

  private void both(String id, Rule was, Rule is) {
    compare("action of rule " + id, before.actionFor(was), after.actionFor(is));
    boolean findsAll = was.isCoveredBy(is);
    boolean findsNoMore = is.isCoveredBy(was);
    if (!findsAll || !findsNoMore) {
      Direction direction =
          findsAll ? Direction.TIGHTENED : findsNoMore ? Direction.EASED : Direction.CHANGED;
      add(direction, "what rule " + id + " finds", "", "");
    }
    if (was.specificity() != is.specificity()) {
      add(
          was.specificity() < is.specificity() ? Direction.TIGHTENED : Direction.EASED,
          "specificity of rule " + id,
          "" + was.specificity(),
          "" + is.specificity());
    }
    if (!before.replacementFor(was).equals(after.replacementFor(is))) {
      add(
          Direction.CHANGED,
          "replacement of rule " + id,
          before.replacementFor(was).toString(),
          after.replacementFor(is).toString());
    }
  }

  private void risks() {
    for (Risk risk : Risk.values()) {
      compare(
          "risk " + risk.id(), before.traffic().actionFor(risk), after.traffic().actionFor(risk));
    }
  }

  private void compare(String what, Action was, Action is) {
    ordered(what, word(was), word(is), is.compareTo(was));
  }

  private void settings() {
    ordered(
        "min-confidence",
        "" + before.minConfidence(),
        "" + after.minConfidence(),
        Integer.compare(before.minConfidence(), after.minConfidence()));
    flag(
        "anonymous-callers",
        before.traffic().admitsAnonymousCallers(),
        after.traffic().admitsAnonymousCallers(),
        "admit",
        "deny");
    flag(
        "unknown-fields",
        !before.traffic().refusesUnknown(),
        !after.traffic().refusesUnknown(),
        "mask",
        "refuse");
    flag(
        "write-back",
        before.traffic().passesWriteBack(),
        after.traffic().passesWriteBack(),
        "pass",
        "refuse");
    BinaryAction was = before.traffic().binary();
    BinaryAction is = after.traffic().binary();
    ordered("binary", lower(was.name()), lower(is.name()), is.compareTo(was));
    if (!before.traffic().restoreRules().equals(after.traffic().restoreRules())) {
      boolean fewer = before.traffic().restoreRules().containsAll(after.traffic().restoreRules());
      boolean more = after.traffic().restoreRules().containsAll(before.traffic().restoreRules());
      add(
          fewer ? Direction.TIGHTENED : more ? Direction.EASED : Direction.CHANGED,
          "restore",
          before.traffic().restoreRules().size() + " rules",
          after.traffic().restoreRules().size() + " rules");
    }
    limits(before.limits(), after.limits());
  }

  /** A lower limit refuses more. */
  private void limits(Limits was, Limits is) {
    limit("max-body-bytes", was.maxBodyBytes(), is.maxBodyBytes());
    limit("max-depth", was.maxDepth(), is.maxDepth());
    limit("max-findings", was.maxFindings(), is.maxFindings());
  }

  private void limit(String name, int was, int is) {
    ordered("limits." + name, "" + was, "" + is, Integer.compare(was, is));
  }

  /** Adds a change of a setting whose word for true is the milder one. */
  private void flag(String what, boolean was, boolean is, String milder, String stricter) {
    ordered(what, was ? milder : stricter, is ? milder : stricter, Boolean.compare(was, is));
  }

  /**
   * Adds a change, if there is one.
   *
   * @param stricter above 0 if the second is stricter
   */
  private void ordered(String what, String was, String is, int stricter) {
    if (stricter != 0) {
      add(stricter > 0 ? Direction.TIGHTENED : Direction.EASED, what, was, is);
    }
  }

  private void add(Direction direction, String what, String was, String is) {
    changes.add(new PolicyChange(direction, what, was, is));
  }

  private static String word(Action action) {
    return lower(action.name());
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
