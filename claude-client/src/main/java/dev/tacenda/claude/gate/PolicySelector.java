package dev.tacenda.claude.gate;

import dev.tacenda.mask.MaskingPolicy;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which policy applies to a caller. Implementations are thread-safe and immutable: they answer
 * the same for the same caller for as long as a session lasts. Any exception means the request is
 * not sent.
 */
@FunctionalInterface
public interface PolicySelector {

  /**
   * Returns the policy for {@code caller}; empty if none applies, and the call is denied.
   *
   * @throws PolicyExpiredException if the policies are not in force any more
   */
  Optional<PolicyChoice> select(Caller caller);

  /** Every caller gets {@code policy}. */
  static PolicySelector always(MaskingPolicy policy) {
    PolicyChoice choice = PolicyChoice.of(Objects.requireNonNull(policy, "policy"));
    return caller -> Optional.of(choice);
  }
}
