package dev.tacenda.claude;

import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.MaskingPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Puts the question to an approver, bound to exactly what would be sent. */
final class Approvals {
  private Approvals() {}

  static ApprovalRequest question(
      Caller caller, MaskingPolicy policy, Endpoint endpoint, MaskResult masked) {
    String operation = endpoint.method() + " " + endpoint.pattern();
    MessageDigest hash = sha256();
    // Each part with its length first, so that no two different questions have the same bytes.
    for (String part :
        new String[] {caller.issuer(), caller.subject(), policy.digest(), operation}) {
      update(hash, part.getBytes(StandardCharsets.UTF_8));
    }
    update(hash, masked.bytes());
    String digest = HexFormat.of().formatHex(hash.digest());
    return new ApprovalRequest(digest, caller, policy.digest(), operation, masked);
  }

  private static void update(MessageDigest hash, byte[] part) {
    hash.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    hash.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must support SHA-256", e);
    }
  }
}
