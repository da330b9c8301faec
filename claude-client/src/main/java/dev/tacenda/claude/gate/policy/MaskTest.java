package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a policy must do with one text. Immutable.
 *
 * @param place where it stands
 * @param rule the rule that it is about
 * @param policy the policy that it is about; each if null
 * @param expected what is looked at
 * @param verdict the strictest action among the findings, if that is looked at
 * @param json whether the text is a JSON document
 */
record MaskTest(
    String name,
    YamlPlace place,
    @Nullable String rule,
    @Nullable String policy,
    Expected expected,
    @Nullable Action verdict,
    boolean json,
    MarkedText text) {

  /** What a test expects of the masked text. */
  enum Expected {
    /** The marked parts are masked, and nothing else is. */
    MASKED,
    /** Nothing is masked. */
    UNTOUCHED,
    /** Only the verdict counts. */
    VERDICT
  }

  /** Returns true if the policy of this masker is one that the test is about. */
  boolean concerns(Masker masker) {
    return (policy == null || policy.equals(masker.policy().name()))
        && (rule == null || masker.policy().rules().rule(rule).isPresent());
  }

  /** Returns why no policy is concerned, which is never meant. */
  String whyNone(List<Masker> maskers) {
    boolean known =
        policy == null || maskers.stream().anyMatch(m -> m.policy().name().equals(policy));
    String where = policy == null ? "any policy" : "policy '" + policy + "'";
    return known ? "rule '" + rule + "' is not on in " + where : "there is no " + where;
  }

  /** Returns what is wrong, a line each; nothing if the test passes. No line holds the text. */
  List<String> problems(Masker masker) {
    MaskResult result;
    try {
      result =
          json
              ? masker.maskJson(text.bytes(), ScanScope.everything())
              : masker.maskText(text.bytes());
    } catch (MaskingException e) {
      return List.of("not masked: " + e.getMessage());
    }
    List<String> problems = new ArrayList<>();
    if (expected != Expected.VERDICT) {
      compareMarks(result, problems);
      compareRest(result, problems);
    }
    if (verdict != null && result.verdict() != verdict) {
      problems.add("the verdict is " + word(result.verdict()) + ", not " + word(verdict));
    }
    return List.copyOf(problems);
  }

  private static String word(Action action) {
    return PolicyTestsReader.word(action);
  }

  private void compareMarks(MaskResult result, List<String> problems) {
    boolean[] masked = masked(result.findings());
    for (int i = 0; i < text.spans().size(); i++) {
      MarkedText.Span span = text.spans().get(i);
      String mark = text.spans().size() == 1 ? "the mark" : "mark " + (i + 1);
      Optional<MarkedText.Span> left = firstRun(masked, false, span.start(), span.end());
      if (left.isPresent()) {
        problems.add(mark + ": " + characters(left.get()) + " of the text stay");
      } else if (rule != null && !isFoundBy(rule, span, result.findings())) {
        problems.add(mark + ": masked by " + finders(span, result.findings()) + ", not " + rule);
      }
    }
  }

  /** What is not marked must stay, or a rule that masks all would pass. */
  private void compareRest(MaskResult result, List<String> problems) {
    boolean[] wrong = masked(result.findings());
    text.spans().forEach(span -> fill(wrong, span.start(), span.end(), false));
    int from = 0;
    for (Optional<MarkedText.Span> run = firstRun(wrong, true, from, wrong.length);
        run.isPresent();
        run = firstRun(wrong, true, from, wrong.length)) {
      MarkedText.Span span = run.get();
      String who = finders(span, result.findings());
      String where = expected == Expected.MASKED ? " outside of the marks" : "";
      problems.add(characters(span) + " of the text" + where + " are masked by " + who);
      from = span.end();
    }
  }

  private boolean[] masked(List<Finding> findings) {
    boolean[] masked = new boolean[text.bytes().length];
    findings.stream()
        .filter(finding -> finding.action().masks())
        .forEach(finding -> fill(masked, finding.start(), finding.end(), true));
    return masked;
  }

  private static void fill(boolean[] all, int start, int end, boolean value) {
    for (int i = start; i < end; i++) {
      all[i] = value;
    }
  }

  private static Optional<MarkedText.Span> firstRun(
      boolean[] masked, boolean wanted, int from, int to) {
    int start = from;
    while (start < to && masked[start] != wanted) {
      start++;
    }
    int end = start;
    while (end < to && masked[end] == wanted) {
      end++;
    }
    return start == to ? Optional.empty() : Optional.of(new MarkedText.Span(start, end));
  }

  private static boolean isFoundBy(String rule, MarkedText.Span span, List<Finding> findings) {
    return findings.stream().anyMatch(f -> overlaps(f, span) && f.ruleId().equals(rule));
  }

  private static String finders(MarkedText.Span span, List<Finding> findings) {
    return findings.stream()
        .filter(f -> overlaps(f, span) && f.action().masks())
        .map(Finding::ruleId)
        .distinct()
        .reduce((a, b) -> a + " and " + b)
        .orElse("nothing");
  }

  private static boolean overlaps(Finding finding, MarkedText.Span span) {
    return finding.start() < span.end() && span.start() < finding.end();
  }

  private String characters(MarkedText.Span span) {
    return "characters " + text.character(span.start()) + " to " + text.character(span.end() - 1);
  }
}
