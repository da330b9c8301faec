package dev.tacenda.mask;

import dev.tacenda.mask.PolicyDifference.Change;
import dev.tacenda.mask.PolicyDifference.Direction;
import java.util.List;
import java.util.function.Consumer;

/** Compares what two policies say beside their rules. Used once. */
@TrustedCode("Every setting that is less strict is reported as one that may ease.")
final class SettingsComparison {
  private final MaskingPolicy before;
  private final MaskingPolicy after;
  private final Consumer<Change> changes;

  SettingsComparison(MaskingPolicy before, MaskingPolicy after, Consumer<Change> changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  void run() {
    number("min-confidence", before.minConfidence(), after.minConfidence());
    Limits old = before.limits();
    Limits limits = after.limits();
    number("limit max-body-bytes", old.maxBodyBytes(), limits.maxBodyBytes());
    number("limit max-depth", old.maxDepth(), limits.maxDepth());
    number("limit max-findings", old.maxFindings(), limits.maxFindings());
    knownSecrets(before.treatment(), after.treatment());
    traffic(before.traffic(), after.traffic());
  }

  private void knownSecrets(Treatment old, Treatment now) {
    action("known secrets", old.actionForKnownSecrets(), now.actionForKnownSecrets());
    Replacement from = old.replacementForKnownSecrets();
    Replacement to = now.replacementForKnownSecrets();
    if (!from.equals(to)) {
      boolean tellsLess = from.leastTelling(to).equals(to);
      add(tellsLess, "replacement of known secrets", from.toString(), to.toString());
    }
  }

  private void traffic(TrafficSettings old, TrafficSettings now) {
    yes(
        "anonymous-callers",
        old.admitsAnonymousCallers(),
        now.admitsAnonymousCallers(),
        "deny",
        "admit");
    yes("unknown-fields", !old.refusesUnknown(), !now.refusesUnknown(), "refuse", "mask");
    yes("write-back", old.passesWriteBack(), now.passesWriteBack(), "refuse", "pass");
    if (old.binary() != now.binary()) {
      boolean stricter = now.binary().compareTo(old.binary()) > 0;
      add(stricter, "binary", old.binary().word(), now.binary().word());
    }
    for (Risk risk : Risk.values()) {
      action("risk '" + risk.id() + "'", old.actionFor(risk), now.actionFor(risk));
    }
    restore(RestoreRules.canonical(old.restoreRules()), RestoreRules.canonical(now.restoreRules()));
  }

  private void restore(List<RestoreRule> old, List<RestoreRule> now) {
    if (!old.equals(now)) {
      boolean covered = now.stream().allMatch(n -> isCovered(n, old));
      add(covered, "restore", rules(old.size()), rules(now.size()));
    }
  }

  private static String rules(int count) {
    return count + (count == 1 ? " rule" : " rules");
  }

  private static boolean isCovered(RestoreRule rule, List<RestoreRule> by) {
    return by.stream().anyMatch(each -> RestoreRules.covers(each, rule));
  }

  /** A number that eases if it grows. */
  private void number(String subject, int from, int to) {
    if (from != to) {
      add(to < from, subject, "" + from, "" + to);
    }
  }

  private void action(String subject, Action from, Action to) {
    if (from != to) {
      add(to.compareTo(from) > 0, subject, RuleComparison.word(from), RuleComparison.word(to));
    }
  }

  private void yes(String subject, boolean from, boolean to, String no, String yes) {
    if (from != to) {
      add(!to, subject, from ? yes : no, to ? yes : no);
    }
  }

  private void add(boolean stricter, String subject, String from, String to) {
    changes.accept(new Change(stricter ? Direction.TIGHTENED : Direction.EASED, subject, from, to));
  }
}
