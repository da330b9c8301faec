package dev.tacenda.claude.gate;

import java.util.function.Consumer;

/**
 * Asks whether a request may be sent, or a tool call of an answer given out, whose policy says
 * {@code ask}. Implementations are thread-safe and may block until people have answered or a
 * deadline of their own has passed; any exception means no.
 *
 * <p>An approval lets a masked request go. It never makes anything go unmasked or unrecorded: those
 * steps are taken whatever the answer is.
 */
@FunctionalInterface
public interface ApprovalGate {

  /**
   * Decides about {@code request}.
   *
   * @param asked to be told the id of a question right before people are asked it, which is when it
   *     is recorded; what it throws must be passed on, and then nobody must be asked
   */
  ApprovalAnswer decide(ApprovalRequest request, Consumer<String> asked);

  /** Nobody can approve anything, so whatever must be asked is denied. */
  static ApprovalGate denyAll() {
    return (request, asked) ->
        ApprovalAnswer.denied(request.approvalId(), ApprovalDenial.NOBODY_TO_ASK);
  }
}
