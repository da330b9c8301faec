package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicyExpiredException;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The policies of one bundle for one session or many, until the bundle ends to count. Immutable.
 *
 * @param policies what is in the bundle
 * @param notAfter when it ends to count
 * @param clock says when that is
 */
@TrustedCode("a session that lives longer than its policies sends nothing more")
record ValidPolicies(PolicySet policies, Instant notAfter, Clock clock) implements PolicySelector {

  @Override
  public Optional<PolicyChoice> select(Caller caller) {
    if (!clock.instant().isBefore(notAfter)) {
      throw new PolicyExpiredException(notAfter);
    }
    return policies.select(caller);
  }

  @Override
  public String toString() {
    return "ValidPolicies[" + policies + ", until " + notAfter + "]";
  }
}
