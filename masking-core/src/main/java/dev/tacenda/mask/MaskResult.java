package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The outcome of one mask: the bytes that may leave, and the findings without their values. Only a
 * {@link Masker} can make one, so whoever asks for a {@code MaskResult} cannot be handed raw bytes
 * by mistake.
 *
 * <p>No findings does not mean the input was free of secrets; it means no rule fired. Use the
 * output, not the findings, to decide what to send. Immutable but for the array of {@link
 * #bytes()}.
 */
public final class MaskResult {
  private final byte[] bytes;
  private final boolean changed;
  private final List<Finding> findings;
  private final Coverage coverage;
  private final List<Withheld> withheld;
  private final Placeholders placeholders;

  MaskResult(
      byte[] bytes,
      boolean changed,
      List<Finding> findings,
      Coverage coverage,
      List<Withheld> withheld,
      Placeholders placeholders) {
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    this.changed = changed;
    this.findings = List.copyOf(findings);
    this.coverage = Objects.requireNonNull(coverage, "coverage");
    this.withheld = List.copyOf(withheld);
    this.placeholders = placeholders;
  }

  /**
   * Returns the masked bytes. If nothing was replaced this is the caller's own array; it is not
   * copied, so treat it as read-only.
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the masked bytes as a record may keep them and people may see them: credentials that
   * the API itself needs and binary content, which are sent as they are, have placeholders here.
   * These are keyed, so two records show that they hold the same, and nobody can test guesses. If
   * there are none, this is the array of {@link #bytes()}.
   */
  @TrustedCode("What is sent unread or needed by the API stays out of records and questions.")
  public byte[] recordable() {
    Splice splice = new Splice(bytes);
    for (Withheld each : withheld) {
      byte[] content = Arrays.copyOfRange(bytes, each.start(), each.end());
      splice.replace(each.start(), each.end(), placeholders.of(each.fieldClass().name(), content));
    }
    return splice.result();
  }

  List<Withheld> withheld() {
    return withheld;
  }

  /** Returns the masked bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns true if at least one span was replaced. */
  public boolean changed() {
    return changed;
  }

  /** Returns the findings in the order of their place in the input. */
  public List<Finding> findings() {
    return findings;
  }

  /** Returns how much of the input was scanned, and how much left alone as what. */
  public Coverage coverage() {
    return coverage;
  }

  /** Returns the strictest action among the findings, or {@link Action#ALLOW} if there are none. */
  public Action verdict() {
    return findings.stream().map(Finding::action).reduce(Action.ALLOW, Action::strictest);
  }

  /** Returns how often each rule fired, by rule id in alphabetical order. */
  public Map<String, Integer> countsByRule() {
    Map<String, Integer> counts = new TreeMap<>();
    findings.forEach(finding -> counts.merge(finding.ruleId(), 1, Integer::sum));
    return counts;
  }

  /** Returns sizes and counts, never content. */
  @Override
  public String toString() {
    return "MaskResult[" + bytes.length + " bytes, " + findings.size() + " findings]";
  }
}
