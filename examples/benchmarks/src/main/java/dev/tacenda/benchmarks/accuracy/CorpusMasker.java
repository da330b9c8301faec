package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import java.util.List;
import java.util.Set;

/** Finds what is masked in a text. Immutable and thread-safe. */
final class CorpusMasker {
  private final Masker masker;

  private CorpusMasker(MaskingPolicy policy) {
    // The key does not change what is found, and a fixed one makes runs repeatable.
    this.masker = Masker.of(policy, PlaceholderKey.of(new byte[32]));
  }

  static CorpusMasker of(MaskingPolicy policy) {
    return new CorpusMasker(policy);
  }

  /** Returns a masker by the rules of {@code policy} that are of none of these kinds. */
  static CorpusMasker without(MaskingPolicy policy, Set<String> kinds) {
    RuleSet rules = policy.rules();
    for (Rule rule : policy.rules().rules()) {
      rules = kinds.contains(rule.kind()) ? rules.without(rule.id()) : rules;
    }
    return new CorpusMasker(MaskingPolicy.builder(rules).limits(policy.limits()).build());
  }

  List<Found> find(byte[] text) {
    return masker.maskText(text).findings().stream()
        .filter(finding -> finding.action().masks())
        .map(finding -> new Found(new Span(finding.start(), finding.end()), finding.ruleId()))
        .toList();
  }

  int rules() {
    return masker.policy().rules().rules().size();
  }
}
