package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.ScanScope;

/** What is measured: the shipped policy with all its rules, and a fixed key. */
final class Subject {
  /**
   * Every string and every member name is scanned: more than the field map of the Messages API
   * does, which leaves ids and names of the protocol alone. The map itself is measured with whole
   * calls, because it is not public.
   */
  static final ScanScope SCOPE = ScanScope.everything();

  private Subject() {}

  static MaskingPolicy policy() {
    return MaskingPolicy.standard();
  }

  static PlaceholderKey key() {
    return PlaceholderKey.of(new byte[32]);
  }

  static Masker masker() {
    return Masker.of(policy(), key());
  }

  static Masker masker(KnownSecrets known) {
    return Masker.builder(policy(), key()).knownSecrets(known).build();
  }
}
