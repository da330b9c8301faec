package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import java.util.List;
import java.util.Optional;

/**
 * Where questions and decisions are kept. It is not trusted to say what was approved, which the
 * signatures do; it is trusted to count how often an approval was used. Thread-safe.
 */
interface ApprovalStore {

  /** Keeps a question. Does nothing if it is there already. */
  void create(ApprovalQuestion question) throws StoreException;

  /** Returns what became of a question so far; nothing, if nobody asked it yet. */
  ApprovalState state(String id) throws StoreException;

  /** Returns the ids of the questions of the same conversation that asked for an envelope. */
  List<String> envelopes(ApprovalQuestion like) throws StoreException;

  /** Returns a question, which is what its id says; empty if there is none. */
  Optional<ApprovalQuestion> question(String id) throws StoreException;

  /**
   * Uses an approval once more, atomically.
   *
   * @param scope what was approved
   * @param outputTokens how many the request may bring
   * @return empty if that is within the scope
   */
  Optional<ApprovalDenial> spend(String id, ApprovalScope scope, long outputTokens)
      throws StoreException;

  /** Keeps in mind that a question was rejected, whatever becomes of the note that says so. */
  void markRejected(String id) throws StoreException;
}
