package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this process has used approvals, and which rejections it has seen. None is ever forgotten: if
 * there are too many, no further approval is used. Thread-safe.
 */
@TrustedCode("What this process has used or seen rejected, it does not use once more.")
final class OwnUses {
  /** Each is something that people decided about; a few hundred bytes. */
  static final int MAX_KEPT = 65_536;

  private final int max;
  private final Map<String, ApprovalState> byId = new HashMap<>();

  /** Keeps what became of up to {@code max} questions. */
  OwnUses(int max) {
    this.max = max;
  }

  /** Returns what this process knows of a question; nothing if it did not use an approval of it. */
  synchronized ApprovalState of(String id) {
    return byId.getOrDefault(id, ApprovalState.none());
  }

  /** Counts one more use, unless that is outside of the scope. */
  synchronized Optional<ApprovalDenial> spend(String id, ApprovalScope scope, long outputTokens)
      throws StoreException {
    ApprovalState own = of(id);
    Optional<ApprovalDenial> outside = own.outside(scope, outputTokens);
    if (outside.isEmpty()) {
      long tokens = own.outputTokens() + (scope.isEnvelope() ? outputTokens : 0);
      keep(id, own.uses() + 1, tokens, own.rejected());
    }
    return outside;
  }

  /** Keeps in mind that a question was rejected. */
  synchronized void markRejected(String id) throws StoreException {
    ApprovalState own = of(id);
    keep(id, own.uses(), own.outputTokens(), true);
  }

  private void keep(String id, int uses, long tokens, boolean rejected) throws StoreException {
    if (byId.size() >= max && !byId.containsKey(id)) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
    byId.put(id, new ApprovalState(List.of(), uses, tokens, rejected, Duration.ZERO));
  }
}
