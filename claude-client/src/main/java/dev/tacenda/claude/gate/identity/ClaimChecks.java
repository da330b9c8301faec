package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.claude.gate.identity.JsonValue.Text;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a signed token says: for whom it is, of whom, and what its issuer must say. */
@TrustedCode("A token that is not meant for us, or lacks what it must say, is refused.")
final class ClaimChecks {
  private ClaimChecks() {}

  /**
   * Returns if the claims are what {@code issuer} is trusted with; times are checked elsewhere.
   *
   * @throws IdentityException if not
   */
  static void require(Members claims, TrustedIssuer issuer) throws IdentityException {
    requireAudience(claims.get("aud"), issuer.audiences());
    requireSubject(claims);
    for (ClaimRule rule : issuer.required()) {
      if (!claims.has(rule.claim())) {
        throw new IdentityException(Reason.CLAIM_MISSING);
      }
      if (!rule.holdsForAValue(claims)) {
        throw new IdentityException(Reason.CLAIM_MISMATCH);
      }
    }
    if (issuer.denied().stream().anyMatch(rule -> rule.holds(claims))) {
      throw new IdentityException(Reason.CLAIM_DENIED);
    }
  }

  private static void requireAudience(@Nullable JsonValue value, Set<String> ours)
      throws IdentityException {
    List<JsonValue> named = value instanceof Items items ? items.values() : listOf(value);
    if (named.isEmpty()) {
      throw new IdentityException(Reason.AUDIENCE_MISSING);
    }
    if (!named.stream().allMatch(each -> each instanceof Text)) {
      throw new IdentityException(Reason.AUDIENCE_MALFORMED);
    }
    long matching =
        named.stream().filter(each -> each instanceof Text t && ours.contains(t.value())).count();
    if (matching == 0) {
      throw new IdentityException(Reason.AUDIENCE_WRONG);
    }
    if (matching < named.size()) {
      throw new IdentityException(Reason.AUDIENCE_EXTRA);
    }
  }

  private static List<JsonValue> listOf(@Nullable JsonValue value) {
    return value == null ? List.of() : List.of(value);
  }

  private static void requireSubject(Members claims) throws IdentityException {
    JsonValue subject = claims.get("sub");
    if (subject == null || subject.equals(new Text(""))) {
      throw new IdentityException(Reason.SUBJECT_MISSING);
    }
    if (!(subject instanceof Text)) {
      throw new IdentityException(Reason.SUBJECT_MALFORMED);
    }
  }
}
