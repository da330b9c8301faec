package dev.tacenda.claude;

import dev.tacenda.audit.MaskedBody;
import java.util.Map;
import java.util.Optional;

/**
 * What the closing record says about a response. Immutable.
 *
 * @param outcome how it ended
 * @param refusal why it was refused, if it was while it was read
 * @param usage the tokens it reported
 * @param countsByRule how often each rule fired, by rule id
 * @param body what a record may keep of it
 */
record ResponseSummary(
    StreamOutcome outcome,
    Optional<ResponseRefusedException.Reason> refusal,
    TokenUsage usage,
    Map<String, Integer> countsByRule,
    Optional<MaskedBody> body) {

  ResponseSummary {
    countsByRule = Map.copyOf(countsByRule);
  }

  /** The summary of an answer that was passed on without being looked at. */
  static ResponseSummary unseen() {
    return new ResponseSummary(
        StreamOutcome.COMPLETE, Optional.empty(), TokenUsage.NONE, Map.of(), Optional.empty());
  }
}
