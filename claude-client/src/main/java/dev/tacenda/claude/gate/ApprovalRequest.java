package dev.tacenda.claude.gate;

import dev.tacenda.mask.MaskResult;
import java.util.Map;
import java.util.Objects;

/**
 * What an approver is asked: one masked request, or one masked tool call of an answer, of one
 * caller, under one policy. Immutable but for the array of the masked bytes.
 *
 * @param caller who wants to send it
 * @param terms all that the approval is bound to beside the bytes
 * @param masked the request as it would be sent, or the input of the call
 */
public record ApprovalRequest(Caller caller, ApprovalTerms terms, MaskResult masked) {
  private static final String EXACT = "exact";

  public ApprovalRequest {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(masked, "masked");
  }

  /**
   * Returns the digest of all this in lower-case hexadecimal: an approval counts for this digest
   * and nothing else. It is computed anew at each call.
   */
  public String digest() {
    return terms.digest(masked.recordable());
  }

  /** Returns the id of an approval of exactly this request. */
  public String approvalId() {
    return terms.approvalId(digest(), EXACT);
  }

  /** How often each rule fired. */
  public Map<String, Integer> countsByRule() {
    return masked.countsByRule();
  }

  /** Names the policy and what is asked for, nothing of the content. */
  @Override
  public String toString() {
    return "ApprovalRequest[" + terms + ", " + masked + "]";
  }
}
