package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;

/**
 * Guards that know the planted values, whatever the shipped rules find of them, so that the
 * contract tests adapters and not rules.
 */
final class AdapterContractGuards {
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: contract
      revision: 1
      anonymous-callers: admit
      rules:
        use: [standard]
      """;

  private static final String BLOCK =
      """
      actions:
        - kind: known-secret
          action: block
      """;

  /** The same in every run, so that what a test saw can be seen again. */
  private static final PlaceholderKey KEY =
      PlaceholderKey.of("a key for tests, of 32 bytes ...".getBytes(US_ASCII));

  private final KnownSecrets known;

  AdapterContractGuards(PlantedSecrets planted) {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    planted.asMap().forEach(builder::add);
    this.known = builder.build();
  }

  /** A policy that masks, for anonymous callers too. */
  static MaskingPolicy masking() {
    return policy(POLICY);
  }

  /** A policy that blocks the planted values, for anonymous callers too. */
  static MaskingPolicy blocking() {
    return policy(POLICY + BLOCK);
  }

  private static MaskingPolicy policy(String yaml) {
    return MaskingPolicy.parse("contract.yaml", yaml.getBytes(UTF_8));
  }

  TrafficGuard of(MaskingPolicy policy, AuditSink sink) {
    return TrafficGuard.builder(policy, KEY, sink).knownSecrets(known).build();
  }
}
