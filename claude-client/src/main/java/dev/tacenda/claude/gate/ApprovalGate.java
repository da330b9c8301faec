package dev.tacenda.claude.gate;

/**
 * Asks whether a request may be sent whose policy says {@code ask}. Implementations are thread-safe
 * and may block until a person has answered or a deadline of their own has passed; any exception
 * means no.
 */
@FunctionalInterface
public interface ApprovalGate {

  /** The answer of an approver. */
  enum Decision {
    /** Send it. */
    APPROVED,
    /** Do not send it. */
    DENIED
  }

  /** Decides about {@code request}. */
  Decision decide(ApprovalRequest request);

  /** Nobody can approve anything, so whatever must be asked is denied. */
  static ApprovalGate denyAll() {
    return request -> Decision.DENIED;
  }
}
