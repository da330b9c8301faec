package dev.tacenda.mask;

import dev.tacenda.mask.PolicyDifference.Change;
import dev.tacenda.mask.PolicyDifference.Direction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compares the rules of two policies and what is done about what they find. Used once. */
@TrustedCode("Every rule that finds less, or is less strict, is reported as one that may ease.")
final class RuleComparison {
  private static final String NONE = "none";

  private final MaskingPolicy before;
  private final MaskingPolicy after;
  private final Consumer<Change> changes;
  private final Map<String, Rule> afterByContent = new HashMap<>();
  private final Set<String> matched = new HashSet<>();

  RuleComparison(MaskingPolicy before, MaskingPolicy after, Consumer<Change> changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  void run() {
    List<Rule> rules = after.rules().rules();
    // Of rules that find the same, the strictest counts, and of these the first by id.
    rules.stream()
        .sorted(
            Comparator.<Rule, Action>comparing(after::actionFor).reversed().thenComparing(Rule::id))
        .forEach(rule -> afterByContent.putIfAbsent(RuleForm.content(rule), rule));
    before.rules().rules().forEach(this::compare);
    rules.stream()
        .filter(rule -> !matched.contains(rule.id()))
        .forEach(rule -> add(Direction.GAINED, rule, NONE, word(after.actionFor(rule))));
  }

  private void compare(Rule rule) {
    Optional<Rule> same = after.rules().rule(rule.id()).filter(other -> findsAs(other, rule));
    Optional<Rule> other =
        same.or(() -> Optional.ofNullable(afterByContent.get(RuleForm.content(rule))));
    if (other.isPresent()) {
      matched.add(other.get().id());
      compare(rule, other.get());
      return;
    }
    Action action = before.actionFor(rule);
    Optional<Rule> altered = after.rules().rule(rule.id());
    altered.ifPresent(now -> matched.add(now.id()));
    if (altered.isPresent()) {
      add(Direction.ALTERED, rule, word(action), word(after.actionFor(altered.get())));
    } else {
      add(Direction.LOST, rule, word(action), NONE);
    }
  }

  private void compare(Rule rule, Rule now) {
    if (!rule.id().equals(now.id())) {
      add(Direction.RENAMED, rule, rule.id(), now.id());
    }
    int stricter = after.actionFor(now).compareTo(before.actionFor(rule));
    if (stricter != 0) {
      add(
          stricter > 0 ? Direction.TIGHTENED : Direction.EASED,
          rule,
          word(before.actionFor(rule)),
          word(after.actionFor(now)));
    }
    Replacement old = before.replacementFor(rule);
    Replacement replacement = after.replacementFor(now);
    if (!old.equals(replacement)) {
      add(
          old.leastTelling(replacement).equals(replacement) ? Direction.TIGHTENED : Direction.EASED,
          rule,
          old.toString(),
          replacement.toString());
    }
  }

  private void add(Direction direction, Rule rule, String from, String to) {
    changes.accept(new Change(direction, "rule '" + rule.id() + "'", from, to));
  }

  private static boolean findsAs(Rule now, Rule rule) {
    return RuleForm.content(now).equals(RuleForm.content(rule));
  }

  static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
