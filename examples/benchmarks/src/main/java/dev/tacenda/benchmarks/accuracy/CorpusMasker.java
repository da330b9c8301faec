package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.StreamMasker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Finds what is masked in a text, and checks what must hold for every text. Thread-safe. */
final class CorpusMasker {
  /** Length of a piece, which divides nothing that is common. */
  private static final int PIECE = 7;

  /** Longer texts would take most of the time and say the same. */
  private static final int MAX_STREAMED_BYTES = 16 * 1024;

  private final Masker masker;
  private final LawCounts laws;

  private CorpusMasker(MaskingPolicy policy, LawCounts laws) {
    // The key does not change what is found, and a fixed one makes runs repeatable.
    this.masker = Masker.of(policy, PlaceholderKey.of(new byte[32]));
    this.laws = laws;
  }

  static CorpusMasker of(MaskingPolicy policy, LawCounts laws) {
    return new CorpusMasker(policy, laws);
  }

  /** Returns a masker by the rules of {@code policy} that are of none of these kinds. */
  static CorpusMasker without(MaskingPolicy policy, Set<String> kinds, LawCounts laws) {
    RuleSet rules = policy.rules();
    for (Rule rule : policy.rules().rules()) {
      rules = kinds.contains(rule.kind()) ? rules.without(rule.id()) : rules;
    }
    return new CorpusMasker(MaskingPolicy.builder(rules).limits(policy.limits()).build(), laws);
  }

  List<Found> find(byte[] text) {
    MaskResult result = masker.maskText(text);
    laws.add(masker.maskText(result.bytes()).changed(), dependsOnPieces(text));
    return result.findings().stream()
        .filter(finding -> finding.action().masks())
        .map(finding -> new Found(new Span(finding.start(), finding.end()), finding.ruleId()))
        .toList();
  }

  private boolean dependsOnPieces(byte[] utf8) {
    if (utf8.length > MAX_STREAMED_BYTES) {
      return false;
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    return !streamed(text, Math.max(1, text.length())).equals(streamed(text, PIECE));
  }

  private String streamed(String text, int piece) {
    StreamMasker stream = masker.stream();
    StringBuilder masked = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); from += piece) {
      masked.append(stream.append(text.substring(from, Math.min(from + piece, text.length()))));
    }
    return masked.append(stream.finish()).toString();
  }
}
