package dev.tacenda.claude.gate.approval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the questions that began conversations, without their bytes: they never change, and reading
 * megabytes with each step of a conversation would be slow. Thread-safe.
 */
final class KnownQuestions {
  private static final int MAX_KEPT = 256;

  private final Map<String, ApprovalQuestion> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ApprovalQuestion> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /** Returns a question; empty if there is none yet, or never was. */
  Optional<ApprovalQuestion> get(String id, ApprovalStore store) throws StoreException {
    @Nullable ApprovalQuestion known;
    synchronized (kept) {
      known = kept.get(id);
    }
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ApprovalQuestion> read = store.question(id).map(ApprovalQuestion::withoutBytes);
    synchronized (kept) {
      read.ifPresent(question -> kept.put(id, question));
    }
    return read;
  }
}
