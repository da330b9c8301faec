package dev.tacenda.claude.gate;

/**
 * Supplies the policies that are in force. A session asks once, when it is opened, and keeps what
 * it got, so that no conversation is masked under two revisions. Implementations are thread-safe;
 * any exception means that the session is not opened.
 */
@FunctionalInterface
public interface PolicyStore {

  /** Returns what is in force now. */
  PolicySelector current();
}
