package dev.tacenda.claude;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.Outcome;
import dev.tacenda.audit.Phase;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Coverage;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one attempt while it goes through the guard, and the records it leaves. Confined
 * to one thread at a time.
 */
final class Exchange {
  private static final String RISK = "risk:";

  /** What a record says of an approval beside yes and no. */
  private enum ApprovalMark {
    /** It was given past the usual rules and has to be looked at. */
    BREAK_GLASS
  }

  private final AuditSink sink;
  private final Clock clock;
  private final UUID sessionId;
  private final ClaudeRequest request;
  private final long startedNanos = System.nanoTime();

  private @Nullable Endpoint endpoint;
  private @Nullable Caller caller;
  private @Nullable PolicyChoice policy;
  private @Nullable MaskResult masked;
  private Set<Risk> risks = Set.of();
  private Decision decision = Decision.DENIED;

  Exchange(AuditSink sink, Clock clock, UUID sessionId, ClaudeRequest request) {
    this.sink = sink;
    this.clock = clock;
    this.sessionId = sessionId;
    this.request = request;
  }

  void endpoint(Endpoint value) {
    endpoint = value;
  }

  void caller(Caller value) {
    caller = value;
  }

  void policy(PolicyChoice value) {
    policy = value;
  }

  void masked(MaskResult value) {
    masked = value;
  }

  void risks(Set<Risk> value) {
    risks = value;
  }

  /** Returns the counts of risks as a record has them, beside those of rules. */
  static Map<String, Integer> counts(Map<Risk, Integer> risks) {
    Map<String, Integer> counts = new TreeMap<>();
    risks.forEach((risk, count) -> counts.put(RISK + risk.id(), count));
    return counts;
  }

  boolean isAnonymous() {
    return caller != null && caller.isAnonymous();
  }

  /**
   * Records what a policy that is only tried out would do otherwise.
   *
   * @throws RuntimeException if it cannot be recorded
   */
  void triedOut(MaskingPolicy tried, long revision, Map<String, Integer> counts) {
    AuditRecord.Builder builder =
        AuditRecord.builder(Kind.POLICY_SHADOWED, clock.instant(), sessionId)
            .exchange(request.exchangeId(), request.attempt())
            .counts(counts);
    if (caller != null) {
      builder.caller(caller.issuer(), caller.subject());
    }
    sink.write(builder.policy(tried.name(), revision, tried.digest()).build());
  }

  Coverage coverage() {
    return masked == null ? Coverage.none() : masked.coverage();
  }

  void decision(Decision value) {
    decision = value;
  }

  /** Makes the intent durable. */
  void intended() {
    writeDurably(record(Kind.REQUEST_INTENDED).decision(decision));
  }

  /** Records that people are about to be asked. */
  void approvalAsked(String approvalId) {
    writeDurably(approval(Kind.APPROVAL_REQUESTED, approvalId));
  }

  /** Records an answer, unless it is an approval that the session has recorded before. */
  void approvalDecided(ApprovalAnswer answer) {
    if (answer.denial().isEmpty() && answer.isKnownBefore()) {
      return;
    }
    AuditRecord.Builder decided =
        approval(Kind.APPROVAL_DECIDED, answer.approvalId()).approvers(answer.approvers());
    answer.validUntil().ifPresent(decided::validUntil);
    answer
        .denial()
        .ifPresentOrElse(
            reason -> decided.decision(Decision.DENIED).reason(reason),
            () -> decided.decision(Decision.ALLOWED));
    if (answer.isPastTheRules()) {
      decided.reason(ApprovalMark.BREAK_GLASS);
    }
    writeDurably(decided);
  }

  /** Records that an approval did not count after all; nothing if it was none. */
  void approvalNotUsed(ApprovalAnswer answer, ApprovalDenial reason) {
    if (answer.denial().isEmpty()) {
      writeDurably(
          approval(Kind.APPROVAL_DECIDED, answer.approvalId())
              .decision(Decision.DENIED)
              .reason(reason));
    }
  }

  /** Records that an approval was spent on what goes out now. */
  void approvalUsed(ApprovalAnswer answer) {
    AuditRecord.Builder used = approval(Kind.APPROVAL_USED, answer.approvalId());
    answer.validUntil().ifPresent(used::validUntil);
    writeDurably(used);
  }

  private AuditRecord.Builder approval(Kind kind, String approvalId) {
    AuditRecord.Builder builder = AuditRecord.builder(kind, clock.instant(), sessionId);
    describe(builder);
    return builder.approval(approvalId);
  }

  private void writeDurably(AuditRecord.Builder record) {
    try {
      sink.write(record.build());
    } catch (RuntimeException e) {
      // Whatever a sink throws, the record is in doubt.
      throw new RequestDeniedException(Reason.AUDIT_FAILED);
    }
  }

  /** Records that nothing was sent. If that cannot be recorded either, the denial stands. */
  void denied(RequestDeniedException denial) {
    try {
      sink.write(
          record(Kind.REQUEST_DENIED)
              .decision(decision == Decision.ALLOWED ? Decision.DENIED : decision)
              .reason(denial.reason())
              .build());
    } catch (AuditException e) {
      denial.addSuppressed(e);
    } catch (RuntimeException e) {
      // A sink of others; its message is not ours to pass on.
      denial.addSuppressed(
          new AuditException(AuditException.Reason.SINK_FAILED, "the sink failed"));
    }
  }

  /** Starts the record that closes the exchange. */
  AuditRecord.Builder closing(Kind kind, Outcome outcome) {
    AuditRecord.Builder builder = AuditRecord.builder(kind, clock.instant(), sessionId);
    describe(builder);
    return builder
        .outcome(outcome)
        .duration(Phase.TOTAL, Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  /** Writes the record that closes the exchange. */
  void write(AuditRecord closing) {
    sink.write(closing);
  }

  private AuditRecord.Builder record(Kind kind) {
    AuditRecord.Builder builder = AuditRecord.builder(kind, clock.instant(), sessionId);
    describe(builder);
    if (masked != null) {
      builder.masked(masked);
    }
    risks.forEach(risk -> builder.counts(Map.of(RISK + risk.id(), 1)));
    return builder;
  }

  private void describe(AuditRecord.Builder builder) {
    builder.exchange(request.exchangeId(), request.attempt());
    if (caller != null) {
      builder.caller(caller.issuer(), caller.subject());
    }
    if (policy != null) {
      builder.policy(policy.policy().name(), policy.revision(), policy.policy().digest());
    }
    if (endpoint != null) {
      builder.endpoint(endpoint.method(), endpoint.pattern());
    }
  }
}
