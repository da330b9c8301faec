package dev.tacenda.claude.gate;

import dev.tacenda.mask.MaskResult;
import java.util.Map;
import java.util.Objects;

/**
 * What an approver is asked: one masked request, of one caller, under one policy. Immutable.
 *
 * @param digest hex SHA-256 over the masked bytes, the policy's digest, the caller and the
 *     endpoint; an approval counts for this digest and nothing else
 * @param caller who wants to send it
 * @param policyDigest the policy that asks
 * @param endpoint the endpoint it goes to, for example {@code POST /v1/messages}
 * @param masked the request as it would be sent
 */
public record ApprovalRequest(
    String digest, Caller caller, String policyDigest, String endpoint, MaskResult masked) {

  public ApprovalRequest {
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(policyDigest, "policyDigest");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(masked, "masked");
  }

  /** How often each rule fired. */
  public Map<String, Integer> countsByRule() {
    return masked.countsByRule();
  }
}
