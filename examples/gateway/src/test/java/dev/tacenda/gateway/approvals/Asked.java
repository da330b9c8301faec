package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.approval.ApprovalRules;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.claude.gate.approval.ApproverRule;
import dev.tacenda.claude.gate.approval.FileApprovals;
import dev.tacenda.claude.gate.approval.HumanIds;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Jobs that ask for approvals, and the keys of those who decide. */
public final class Asked {
  /** The person who decides. */
  public static final NoteSigner ADA = NoteSigner.generate("ada.example", new SecureRandom());

  private static final String ISSUER = "https://ci.example";

  private Asked() {}

  /** Rules under which one approval by Ada is enough. */
  public static ApprovalRules rules(NoteKey key) {
    HumanIds people =
        HumanIds.builder()
            .human("ada", "key:ada.example")
            .human("eve", ISSUER + "|repo:shop")
            .build();
    return ApprovalRules.builder(people)
        .person(key)
        .rule(new ApproverRule("*", Set.of("*"), Set.of("ada"), 1))
        .build();
  }

  /** Asks about a request with this content; nobody waits. */
  public static Optional<ApprovalDenial> about(Path folder, ApprovalScope scope, String content) {
    try {
      return ask(
          FileApprovals.builder(folder, rules(ADA.key()))
              .asksFor(scope)
              .waitAtMost(Duration.ZERO)
              .build(),
          content,
          "custom Bash");
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks a gate. */
  public static Optional<ApprovalDenial> ask(ApprovalGate gate, String content, String tool) {
    ApprovalRequest request = request(content, tool);
    ApprovalAnswer answer = gate.decide(request, id -> {});
    return answer.denial().or(() -> answer.spend(request));
  }

  private static ApprovalRequest request(String content, String tool) {
    MaskResult masked =
        Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]))
            .maskText(content.getBytes(StandardCharsets.UTF_8));
    ApprovalTerms terms =
        new ApprovalTerms(
            ISSUER,
            "repo:shop",
            "run-1",
            new ApprovalTerms.Policy("agents", 3, "a".repeat(64)),
            "POST /v1/messages",
            "POST /v1/messages",
            "",
            new ApprovalTerms.Use(
                new TreeSet<>(Set.of("claude-test")),
                new TreeSet<>(List.of("custom Read", tool)),
                new TreeSet<>(),
                new TreeSet<>(),
                4_096),
            new TreeSet<>(Set.of("shell-tool")),
            new TreeMap<>(masked.countsByRule()));
    return new ApprovalRequest(Caller.verified(ISSUER, "repo:shop", Set.of()), terms, masked);
  }
}
