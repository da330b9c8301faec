package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the edits and findings of one input. Confined to one thread. */
final class MaskCollector {
  private final byte[] input;
  private final Splice splice;
  private final int maxFindings;
  private final List<Finding> findings = new ArrayList<>();
  private final Coverage.Counter coverage = new Coverage.Counter();
  private final @Nullable Vault vault;
  private final Placeholders placeholders;
  private final List<Withheld> withheld = new ArrayList<>();

  MaskCollector(byte[] input, Limits limits, Placeholders placeholders) {
    this(input, limits, placeholders, null);
  }

  /** Keeps what it replaces in {@code vault}, if there is one; the input is JSON then. */
  MaskCollector(byte[] input, Limits limits, Placeholders placeholders, @Nullable Vault vault) {
    this.input = input;
    this.placeholders = placeholders;
    this.vault = vault;
    this.splice = new Splice(input);
    this.maxFindings = limits.maxFindings();
  }

  /**
   * Adds what was decided about one text of the input.
   *
   * @param replacements one for each masked span
   * @throws MaskingException if there are too many findings
   */
  void add(TextMask.Outcome outcome, List<byte[]> replacements, String path, Places places) {
    for (int i = 0; i < outcome.masked().size(); i++) {
      Finding finding = add(outcome.masked().get(i), path, places);
      splice.replace(finding.start(), finding.end(), replacements.get(i));
      keep(finding, outcome.masked().get(i).label(), replacements.get(i));
    }
    outcome.allowed().forEach(span -> add(span, path, places));
  }

  private void keep(Finding finding, Label label, byte[] replacement) {
    if (vault != null && Placeholders.looksLikeOne(replacement)) {
      JsonText text = JsonText.decode(input, finding.start(), finding.end());
      vault.put(replacement, Arrays.copyOf(text.bytes(), text.length()), label);
    }
  }

  private Finding add(Span span, String path, Places places) {
    if (findings.size() == maxFindings) {
      throw new MaskingException(Reason.TOO_MANY_FINDINGS, "more than maxFindings=" + maxFindings);
    }
    int start = places.sourceOfStart(span.start());
    int end = places.sourceOfEnd(span.end());
    Label label = span.label();
    Finding finding = label.finding(path, start, end);
    findings.add(finding);
    return finding;
  }

  /** Takes note of a string of that class and length. */
  void cover(FieldClass fieldClass, int bytes) {
    coverage.add(fieldClass, bytes);
  }

  /** Takes note of a string of that class in the input, and that no record may hold it as it is. */
  void withhold(int start, int end, FieldClass fieldClass) {
    if (end > start) {
      withheld.add(new Withheld(start, end, fieldClass));
    }
  }

  /**
   * Adds the result of a part of the input that begins at {@code start}.
   *
   * @throws MaskingException if there are too many findings
   */
  void add(int start, int end, MaskResult part) {
    if (part.findings().size() > maxFindings - findings.size()) {
      throw new MaskingException(Reason.TOO_MANY_FINDINGS, "more than maxFindings=" + maxFindings);
    }
    for (Finding each : part.findings()) {
      findings.add(each.shifted(start));
    }
    part.withheld().forEach(each -> withheld.add(each.inPart(start)));
    if (part.changed()) {
      splice.replace(start, end, part.bytes());
    }
    coverage.add(part.coverage());
  }

  MaskResult result() {
    findings.sort(Comparator.comparingInt(Finding::start));
    byte[] masked = splice.result();
    int[] shifts = splice.shiftsOf(withheld.stream().mapToInt(Withheld::anchor).toArray());
    List<Withheld> moved = new ArrayList<>();
    for (int i = 0; i < shifts.length; i++) {
      moved.add(withheld.get(i).shifted(shifts[i]));
    }
    return new MaskResult(
        masked, !splice.isEmpty(), findings, coverage.coverage(), moved, placeholders);
  }
}
