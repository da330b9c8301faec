package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.Vault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what was masked for each caller, apart from what was masked for others. Thread-safe. */
@TrustedCode("One caller never gets what another one masked.")
final class CallerVaults {
  /** What is kept to be restored for one caller. */
  private static final int VAULT_BYTES = 4 * 1024 * 1024;

  private static final int MAX_VAULTS = 256;

  private final Map<Owner, Vault> vaults = new ConcurrentHashMap<>();

  /** Whose values, under which policy. */
  private record Owner(String issuer, String subject, String policyDigest) {}

  /**
   * Returns the values that were masked for that caller. They are needed to restore them, and to
   * find them in a message that goes on with a conversation which only the server has.
   */
  Vault of(Caller caller, MaskingPolicy policy) {
    Owner owner = new Owner(caller.issuer(), caller.subject(), policy.digest());
    if (vaults.size() < MAX_VAULTS || vaults.containsKey(owner)) {
      return vaults.computeIfAbsent(owner, each -> Vault.ofBytes(VAULT_BYTES));
    }
    if (policy.traffic().restoreRules().isEmpty()) {
      return Vault.ofBytes(VAULT_BYTES); // for this call
    }
    throw new RequestDeniedException(Reason.TOO_MANY_CALLERS);
  }

  /** Wipes all of them. */
  void forget() {
    vaults.values().forEach(Vault::forget);
  }
}
