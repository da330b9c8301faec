package dev.tacenda.claude;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The maskers of a session, one for each policy that masks alike. Each remembers megabytes of what
 * it masked, so only those that were used last are kept; what a masker finds never depends on what
 * it remembers. Thread-safe.
 */
final class PolicyMaskers {
  /** With the 16 MiB that a masker remembers, half a gigabyte at most. */
  static final int MAX_KEPT = 32;

  private final Function<MaskingPolicy, Masker> made;
  private final LinkedHashMap<String, Masker> byDigest = new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps maskers that {@code made} makes. */
  PolicyMaskers(Function<MaskingPolicy, Masker> made) {
    this.made = made;
  }

  /** Returns the masker of {@code policy}. */
  Masker of(MaskingPolicy policy) {
    synchronized (byDigest) {
      Masker known = byDigest.get(policy.digest());
      if (known != null) {
        return known;
      }
    }
    Masker fresh = made.apply(policy); // takes its time, in which others must not wait
    List<Masker> dropped = new ArrayList<>();
    Masker kept = keep(policy.digest(), fresh, dropped);
    dropped.forEach(Masker::forget);
    return kept;
  }

  private Masker keep(String digest, Masker fresh, List<Masker> dropped) {
    synchronized (byDigest) {
      Masker first = byDigest.get(digest);
      if (first != null) {
        return first;
      }
      byDigest.put(digest, fresh);
      while (byDigest.size() > MAX_KEPT) {
        Map.Entry<String, Masker> eldest = byDigest.entrySet().iterator().next();
        byDigest.remove(eldest.getKey());
        dropped.add(eldest.getValue());
      }
      return fresh;
    }
  }

  /** Wipes what they remember. */
  void forget() {
    synchronized (byDigest) {
      byDigest.values().forEach(Masker::forget);
    }
  }
}
