package dev.tacenda.quickstart;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.anthropic.GuardedAnthropic;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.file.Path;

/** The code of the README's first screen, so that it compiles; {@link ReadmeTest} compares. */
final class ReadmeExample {
  private ReadmeExample() {}

  static void call(MessageCreateParams params) {
    AuditSink audit = JsonlAuditSink.open(Path.of(".tacenda/audit"));
    KnownSecrets secrets = KnownSecrets.builder().addEnvironment(System.getenv()).build();
    try (TrafficGuard guard =
        TrafficGuard.builder(MaskingPolicy.standard(), PlaceholderKey.random(), audit)
            .knownSecrets(secrets)
            .identity(IdentityVerifier.fixed("nightly-review"))
            .build()) {
      AnthropicClient claude = GuardedAnthropic.guard(AnthropicOkHttpClient.fromEnv(), guard);
      claude.messages().create(params); // as before
    }
  }
}
