package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.mask.TrustedCode;
import java.util.Optional;

/** Says whether a request belongs to a conversation that was approved by its first request. */
@TrustedCode("What people did not see in the first request needs an approval of its own.")
final class Envelope {
  private Envelope() {}

  /**
   * Returns why {@code next} is outside; empty if it is inside. Caller, policy and run are the same
   * already. Requests, tokens and time are looked at apart.
   */
  static Optional<ApprovalDenial> outside(ApprovalTerms first, ApprovalTerms next) {
    boolean samePlace =
        next.endpoint().equals(first.endpoint()) && next.target().equals(first.target());
    if (!samePlace || !next.tool().isEmpty()) {
      return Optional.of(ApprovalDenial.OUTSIDE_ENDPOINT);
    }
    if (!first.use().models().containsAll(next.use().models())) {
      return Optional.of(ApprovalDenial.OUTSIDE_MODEL);
    }
    if (!first.use().tools().containsAll(next.use().tools())) {
      return Optional.of(ApprovalDenial.OUTSIDE_TOOL);
    }
    if (!first.use().mcpUrls().containsAll(next.use().mcpUrls())) {
      return Optional.of(ApprovalDenial.OUTSIDE_MCP_SERVER);
    }
    if (!first.use().features().containsAll(next.use().features())) {
      return Optional.of(ApprovalDenial.OUTSIDE_FEATURE);
    }
    if (!first.askedFor().containsAll(next.askedFor())) {
      return Optional.of(ApprovalDenial.OUTSIDE_REASON);
    }
    return Optional.empty();
  }
}
