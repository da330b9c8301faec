package dev.tacenda.benchmarks.speed.rival;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.Trie;

/**
 * What gitleaks does: one automaton looks for the keywords of all rules, then each rule of which
 * one was found reads the whole text. Entropy and allowlists are left out. Immutable and
 * thread-safe.
 */
public final class KeywordRegex {
  private final List<Pattern> patterns = new ArrayList<>();
  private final Map<String, BitSet> rulesByKeyword = new HashMap<>();
  private final BitSet always = new BitSet();
  private final Trie keywords;

  public KeywordRegex(ShippedRules rules) {
    for (PatternRule rule : rules.rules()) {
      int index = patterns.size();
      patterns.add(Pattern.compile(rule.pattern()));
      if (rule.keywords().isEmpty()) {
        always.set(index);
      }
      rule.keywords()
          .forEach(word -> rulesByKeyword.computeIfAbsent(word, any -> new BitSet()).set(index));
    }
    this.keywords = Trie.builder().ignoreCase().addKeywords(rulesByKeyword.keySet()).build();
  }

  /** Returns the number of matches. */
  public int count(byte[] text) {
    int matches = 0;
    BitSet triggered = triggered(text);
    for (int i = triggered.nextSetBit(0); i >= 0; i = triggered.nextSetBit(i + 1)) {
      matches += NaiveRegex.count(patterns.get(i), text);
    }
    return matches;
  }

  /** Returns the number of rules that read the text. */
  public int triggeredRules(byte[] text) {
    return triggered(text).cardinality();
  }

  private BitSet triggered(byte[] text) {
    BitSet triggered = (BitSet) always.clone();
    keywords.parseText(
        new String(text, StandardCharsets.UTF_8),
        emit -> {
          triggered.or(rulesByKeyword.getOrDefault(emit.getKeyword(), always));
          return true;
        });
    return triggered;
  }
}
