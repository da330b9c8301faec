package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.MaskingPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies that apply together, joined: made when first asked for, and kept for those that were
 * asked for last. Thread-safe.
 */
final class PolicyUnions {
  /** Unions that are kept. Each holds its rules by reference. */
  static final int MAX_KEPT = 256;

  private final Map<String, MaskingPolicy> policies;

  private final Map<List<Part>, MaskingPolicy> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Part>, MaskingPolicy> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /** A policy by its name, with the exceptions that ease it now. */
  record Part(String policy, List<Easing> easings) {
    Part {
      easings = List.copyOf(easings);
    }
  }

  PolicyUnions(Map<String, MaskingPolicy> policies) {
    this.policies = policies;
  }

  /** Returns the union of the parts, which is the policy itself if there is only one. */
  MaskingPolicy of(List<Part> parts) {
    synchronized (kept) {
      MaskingPolicy known = kept.get(parts);
      if (known != null) {
        return known;
      }
    }
    MaskingPolicy union = union(parts);
    synchronized (kept) {
      kept.put(List.copyOf(parts), union);
    }
    return union;
  }

  private MaskingPolicy union(List<Part> parts) {
    Map<String, MaskingPolicy> distinct = new LinkedHashMap<>();
    for (Part part : parts) {
      MaskingPolicy policy = Objects.requireNonNull(policies.get(part.policy()), "policy");
      for (Easing easing : part.easings()) {
        policy = easing.apply(policy);
      }
      distinct.putIfAbsent(policy.name() + " " + policy.digest(), policy);
    }
    return MaskingPolicy.strictest(List.copyOf(distinct.values()));
  }

  /** Returns how many are kept. */
  int size() {
    synchronized (kept) {
      return kept.size();
    }
  }
}
