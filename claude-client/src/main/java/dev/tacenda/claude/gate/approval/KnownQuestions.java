package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import java.util.LinkedHashMap;
import java.util.Map;
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

  ApprovalQuestion get(String id, ApprovalStore store) throws StoreException {
    @Nullable ApprovalQuestion known;
    synchronized (kept) {
      known = kept.get(id);
    }
    if (known != null) {
      return known;
    }
    ApprovalQuestion read =
        store
            .question(id)
            .orElseThrow(() -> new StoreException(ApprovalDenial.UNAVAILABLE))
            .withoutBytes();
    synchronized (kept) {
      kept.put(id, read);
    }
    return read;
  }
}
