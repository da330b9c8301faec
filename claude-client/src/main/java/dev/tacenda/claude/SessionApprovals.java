package dev.tacenda.claude;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Knows which approvals a session has recorded: a conversation that was approved once is not
 * recorded as approved with each of its requests. Thread-safe.
 */
final class SessionApprovals implements ApprovalGate {
  private static final int MAX_KNOWN = 10_000;

  private final ApprovalGate gate;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  SessionApprovals(ApprovalGate gate) {
    this.gate = gate;
  }

  @Override
  public ApprovalAnswer decide(ApprovalRequest request, Consumer<String> asked) {
    ApprovalAnswer answer = gate.decide(request, asked);
    boolean approved = answer.denial().isEmpty();
    return approved && known.contains(answer.approvalId()) ? answer.knownBefore() : answer;
  }

  /** Says that {@code answer} stands in the record: not before, or a failed write would hide it. */
  void recorded(ApprovalAnswer answer) {
    if (answer.denial().isEmpty()) {
      if (known.size() >= MAX_KNOWN) {
        known.clear(); // then some are recorded twice
      }
      known.add(answer.approvalId());
    }
  }
}
