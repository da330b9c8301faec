package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.policy.Explanation.ExceptionReport;
import dev.tacenda.claude.gate.policy.Explanation.Outcome;
import dev.tacenda.claude.gate.policy.Explanation.RuleReport;
import dev.tacenda.claude.gate.policy.PolicyUnions.Part;
import dev.tacenda.claude.gate.policy.Selection.Group;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.TrustedCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what one caller gets at one instant, and why. Used once. */
@TrustedCode("All groups of a caller count; a rule that refuses it counts more than all of them.")
final class Explaining {
  private final PolicySet set;
  private final Selection selection;
  private final Caller caller;
  private final Instant now;
  private final List<RuleReport> rules = new ArrayList<>();
  private final List<ExceptionReport> exceptions = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  Explaining(PolicySet set, Caller caller, Instant now) {
    this.set = set;
    this.selection = set.selection();
    this.caller = caller;
    this.now = now;
  }

  Explanation run() {
    if (caller.isAnonymous()) {
      reasons.add("the caller has no identity");
      return byDefault(
          "anonymous",
          selection.anonymousPolicy(),
          Outcome.ANONYMOUS_CALLER,
          Outcome.DENIED_ANONYMOUS);
    }
    selection.rules().stream().filter(rule -> rule.isFor(caller)).forEach(this::report);
    Optional<RuleReport> denial =
        rules.stream().filter(rule -> rule.applies() && rule.denies()).findFirst();
    if (denial.isPresent()) {
      reasons.add("rule '" + denial.get().rule() + "' refuses the caller");
      return denied(Outcome.DENIED_BY_RULE);
    }
    List<Group> groups = groups();
    return groups.isEmpty() ? unknown() : chosen(groups);
  }

  private void report(ClaimRule rule) {
    List<String> unmet = rule.unmet(caller);
    RuleReport report =
        new RuleReport(
            rule.name(),
            rule.line(),
            unmet.isEmpty(),
            rule.conditions(),
            unmet,
            rule.groups(),
            rule.denies());
    rules.add(report);
    if (report.applies()) {
      reasons.add(
          place("rule", rule.name(), rule.line())
              + " applies: "
              + (rule.conditions().isEmpty()
                  ? "it is for every caller of the issuer"
                  : String.join(", ", rule.conditions()))
              + (rule.denies() ? "" : "; group " + String.join(", ", rule.groups())));
    }
  }

  private static String place(String what, String name, int line) {
    return what + " '" + name + "' (" + SelectionReader.FILE + ":" + line + ")";
  }

  private List<Group> groups() {
    Set<String> given = new TreeSet<>();
    rules.stream().filter(RuleReport::applies).forEach(rule -> given.addAll(rule.groups()));
    return selection.groups().values().stream().filter(g -> given.contains(g.name())).toList();
  }

  private Explanation unknown() {
    boolean known =
        selection.rules().stream().anyMatch(rule -> rule.issuers().contains(caller.issuer()));
    reasons.add(
        known ? "no rule about the issuer applies" : "no rule is about the issuer of the identity");
    return byDefault(
        "unknown",
        selection.unknownPolicy(),
        Outcome.UNKNOWN_CALLER,
        known ? Outcome.DENIED_NO_RULE_APPLIES : Outcome.DENIED_UNKNOWN_ISSUER);
  }

  private Explanation byDefault(
      String key, Optional<String> policy, Outcome chosen, Outcome denied) {
    if (policy.isEmpty()) {
      reasons.add("'" + key + "' callers are denied");
      return denied(denied);
    }
    reasons.add("'" + key + "' callers get policy '" + policy.get() + "'");
    return explained(chosen, List.of(), List.of(new Part(policy.get(), List.of())));
  }

  private Explanation denied(Outcome outcome) {
    reasons.add("revision " + set.revision() + " of the policies");
    return new Explanation(outcome, rules, List.of(), List.of(), List.of(), reasons, null);
  }

  private Explanation chosen(List<Group> groups) {
    List<Part> parts = new ArrayList<>();
    for (Group group : groups) {
      reasons.add(
          place("group", group.name(), group.line())
              + " has "
              + String.join(", ", group.policies()));
      List<Easing> easings = easings(group);
      group.policies().forEach(name -> parts.add(new Part(name, easings)));
    }
    return explained(Outcome.BY_GROUPS, groups.stream().map(Group::name).toList(), parts);
  }

  /** Returns the exceptions of the group that count now. */
  private List<Easing> easings(Group group) {
    List<Easing> on =
        selection.easings().stream()
            .filter(each -> each.group().equals(group.name()) && each.isOn(now))
            .toList();
    for (Easing each : on) {
      exceptions.add(
          new ExceptionReport(
              each.line(), each.group(), each.what(), each.action(), each.until(), each.reason()));
      reasons.add(
          place("exception for", each.group(), each.line())
              + ": "
              + each.what()
              + " is only '"
              + each.action().name().toLowerCase(Locale.ROOT)
              + "' until "
              + each.until()
              + ": "
              + each.reason());
    }
    return on;
  }

  private Explanation explained(Outcome outcome, List<String> groups, List<Part> parts) {
    MaskingPolicy union = set.unions().of(parts);
    List<String> names = parts.stream().map(Part::policy).distinct().sorted().toList();
    reasons.add(
        "policy "
            + union.name()
            + (names.size() > 1 ? ", the strictest of " + String.join(", ", names) + "," : "")
            + " of revision "
            + set.revision());
    PolicyChoice choice = PolicyChoice.of(union).inRevision(set.revision()).because(reasons);
    return new Explanation(outcome, rules, groups, names, exceptions, reasons, choice);
  }
}
