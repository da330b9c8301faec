package dev.tacenda.quickstart;

import com.anthropic.client.AnthropicClient;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.anthropic.GuardedAnthropic;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.util.List;

/**
 * The part to copy: puts a guard under an existing client. What {@code claude} sends is masked and
 * recorded first; what it receives is masked too.
 */
record Review(MaskingPolicy policy, PlaceholderKey key, KnownSecrets secrets, AuditSink audit) {

  void send(AnthropicClient plain, Conversation conversation, List<Batch> batches) {
    try (TrafficGuard guard =
        TrafficGuard.builder(policy, key, audit)
            .knownSecrets(secrets)
            .identity(IdentityVerifier.fixed("quickstart"))
            .build()) {
      AnthropicClient claude = GuardedAnthropic.guard(plain, guard);
      conversation.hold(claude, batches);
    }
  }
}
