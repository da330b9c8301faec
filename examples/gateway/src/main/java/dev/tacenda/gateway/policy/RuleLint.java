package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.gateway.policy.PolicyFile.OwnRule;
import dev.tacenda.gateway.policy.RuleMeasure.Measured;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for rules that do nothing, do too much or take too long. Confined to one thread. */
final class RuleLint {
  /**
   * A rule that takes more is slow. Of the shipped rules one in a hundred takes more than 25, and
   * none 300; patterns with counts within counts take 2,000 and more. The distance is for slow and
   * busy machines, on which the answer should be the same.
   */
  static final long BUDGET_MICROS_PER_KILOBYTE = 1_500;

  private final RuleMeasure measure;
  private final PolicyTests tests;
  private final Consumer<Diagnostic> out;

  RuleLint(RuleMeasure measure, PolicyTests tests, Consumer<Diagnostic> out) {
    this.measure = measure;
    this.tests = tests;
    this.out = out;
  }

  /**
   * Checks the rules of a file.
   *
   * @param policy in which they are used
   */
  void check(List<OwnRule> own, MaskingPolicy policy) {
    for (int i = 0; i < own.size(); i++) {
      OwnRule rule = own.get(i);
      if (policy.rules().rule(rule.rule().id()).isEmpty()) {
        warn(rule, "rule-off", "is off and nothing enables it, so it finds nothing");
      } else {
        effect(rule, rivals(own, i, policy), policy);
      }
      tested(rule);
      cost(rule);
    }
  }

  /** The rules that come before this one: those of the library, and those earlier in the file. */
  private static List<Rule> rivals(List<OwnRule> own, int index, MaskingPolicy policy) {
    Rule rule = own.get(index).rule();
    List<Rule> rivals = new ArrayList<>(policy.rules().rules());
    rivals.removeIf(rival -> rival.id().equals(rule.id()));
    // Of two that find the same, the second is told.
    Set<String> later = new HashSet<>();
    own.subList(index + 1, own.size()).forEach(each -> later.add(each.rule().id()));
    rivals.removeIf(
        rival -> later.contains(rival.id()) && rule.isCoveredBy(rival) && rival.isCoveredBy(rule));
    return rivals;
  }

  private void effect(OwnRule own, List<Rule> rivals, MaskingPolicy policy) {
    Rule rule = own.rule();
    for (Rule rival : rivals) {
      if (rule.isCoveredBy(rival)) {
        if (rival.isCoveredBy(rule)) {
          warn(own, "duplicate-rule", "looks for the same as rule '" + rival.id() + "'");
        } else if (policy.actionFor(rule).compareTo(policy.actionFor(rival)) <= 0) {
          warn(
              own,
              "shadowed-rule",
              "finds nothing that rule '" + rival.id() + "' does not find, and is no stricter");
        }
      }
    }
    boolean asSureAsSpecific =
        own.yaml() == null || own.yaml().keys().contains("pattern") || isPlainShape(own);
    if (asSureAsSpecific && rule.specificity() < policy.minConfidence()) {
      warn(
          own,
          "below-min-confidence",
          "is never acted on: its specificity "
              + rule.specificity()
              + " is below min-confidence "
              + policy.minConfidence());
    }
  }

  /** A checksum can make a finding surer than its rule. */
  private static boolean isPlainShape(OwnRule own) {
    return own.yaml() != null
        && own.yaml().keys().contains("shape")
        && !own.yaml().keys().contains("checksum");
  }

  private void tested(OwnRule own) {
    if (own.yaml() == null) {
      return; // rules of others have tests where they come from
    }
    boolean positive = tests.saysWhatIsFoundBy(own.rule().id());
    boolean negative = tests.saysWhatIsLeftBy(own.rule().id());
    if (!positive || !negative) {
      String missing =
          positive
              ? "no test says what it must not mask"
              : negative ? "no test says what it must mask" : "no test is about it";
      warn(own, "untested-rule", "is not tested: " + missing);
    }
  }

  private void cost(OwnRule own) {
    Measured measured = measure.measure(own);
    if (own.rule().readsEverything()) {
      warn(
          own,
          "reads-everything",
          "has no keyword, so it is tried on all text, at "
              + measured.microsPerKilobyte()
              + " microseconds for a kilobyte");
    }
    if (measured.findings() > 0) {
      warn(
          own,
          "matches-plain-code",
          "finds "
              + measured.findings()
              + " values in "
              + measured.lines()
              + " lines of code that hold none: it is too broad");
    }
    if (measured.microsPerKilobyte() > BUDGET_MICROS_PER_KILOBYTE) {
      warn(
          own,
          "slow-rule",
          "takes "
              + measured.microsPerKilobyte()
              + " microseconds for a kilobyte, more than "
              + BUDGET_MICROS_PER_KILOBYTE
              + ": avoid large counts and many alternatives");
    }
  }

  private void warn(OwnRule own, String code, String what) {
    String name = "rule '" + own.rule().id() + "' ";
    out.accept(Diagnostic.warning(own.place(), code, name + what));
  }
}
