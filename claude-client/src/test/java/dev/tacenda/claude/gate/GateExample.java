package dev.tacenda.claude.gate;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.approval.ApprovalRules;
import dev.tacenda.claude.gate.approval.FileApprovals;
import dev.tacenda.claude.gate.credential.FederatedCredentials;
import dev.tacenda.claude.gate.identity.ClaimRule;
import dev.tacenda.claude.gate.identity.Issuers;
import dev.tacenda.claude.gate.identity.JobToken;
import dev.tacenda.claude.gate.identity.OidcVerifier;
import dev.tacenda.claude.gate.policy.BundleTrust;
import dev.tacenda.claude.gate.policy.HttpBundleSource;
import dev.tacenda.claude.gate.policy.PolicyFeed;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole gate of a job, as the README shows it. */
final class GateExample {
  private GateExample() {}

  /** Returns a guard that a signed bundle of policies, an issuer and approvers rule. */
  static TrafficGuard guard(
      Map<String, String> env, NoteKey policyKey, PlaceholderKey key, AuditSink audit)
      throws Exception {
    OidcVerifier whoCalls =
        OidcVerifier.builder(
                Issuers.gitHub("tacenda")
                    .require(ClaimRule.oneOf("repository_owner_id", "4711"))
                    .build())
            .build();
    PolicyFeed policies =
        PolicyFeed.builder(
                "builds",
                HttpBundleSource.builder("https://policies.example/builds").build(),
                BundleTrust.anyOf(List.of(policyKey)),
                audit)
            .build();
    policies.refresh();
    return TrafficGuard.builder(policies, key, audit)
        .presenting(JobToken.detect(env, "tacenda"))
        .identity(whoCalls)
        .approvals(
            FileApprovals.builder(
                    Path.of("approvals"), ApprovalRules.load(Path.of("approvers.yaml")))
                .build())
        .credentials(
            FederatedCredentials.fromEnvironment(env, "https://api.anthropic.com")
                .identity(JobToken.gitHub(env, "https://api.anthropic.com"))
                .build())
        .build();
  }
}
