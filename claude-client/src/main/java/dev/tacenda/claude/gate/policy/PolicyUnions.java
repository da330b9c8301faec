package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.MaskingPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies that apply together, joined: made when first asked for, and kept for those that were
 * asked for last. Thread-safe.
 */
final class PolicyUnions {
  /** Unions that are kept. Each holds its rules by reference. */
  static final int MAX_KEPT = 256;

  private final Map<List<String>, MaskingPolicy> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, MaskingPolicy> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /** Returns the union, which is the policy itself if there is only one. */
  MaskingPolicy of(List<MaskingPolicy> policies) {
    Map<String, MaskingPolicy> distinct = new LinkedHashMap<>();
    policies.forEach(each -> distinct.putIfAbsent(each.name() + " " + each.digest(), each));
    List<MaskingPolicy> parts = new ArrayList<>(distinct.values());
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<String> key = distinct.keySet().stream().sorted().toList();
    synchronized (kept) {
      MaskingPolicy known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    MaskingPolicy union = MaskingPolicy.strictest(parts);
    synchronized (kept) {
      kept.put(key, union);
    }
    return union;
  }

  int size() {
    synchronized (kept) {
      return kept.size();
    }
  }
}
