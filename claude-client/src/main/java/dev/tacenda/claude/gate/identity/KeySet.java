package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All keys of an issuer at one time. A key that must not be used does not spoil the others; it is
 * kept with the reason, so that a token which needs it is refused with that. Immutable.
 */
@TrustedCode("A token's key is one key of its issuer, found by its id alone.")
final class KeySet {
  private static final int MAX_KEYS = 100;

  private final Map<String, List<Entry>> entries;

  /** A key, or why it is not used. */
  private record Entry(@Nullable VerificationKey key, Reason refusal) {}

  private KeySet(Map<String, List<Entry>> entries) {
    this.entries = entries;
  }

  /**
   * Reads a key set.
   *
   * @param json a JSON Web Key Set
   * @throws UnusableKeysException if it is malformed, has more than 100 keys, or none that is
   *     usable
   */
  static KeySet read(byte[] json) throws UnusableKeysException {
    Map<String, List<Entry>> entries = new HashMap<>();
    for (JsonValue each : keys(json)) {
      if (each instanceof Members jwk) {
        String keyId = jwk.text("kid");
        if (keyId != null && TokenHeader.isKeyId(keyId)) {
          entries.computeIfAbsent(keyId, id -> new ArrayList<>()).add(entry(jwk));
        }
      }
    }
    if (entries.values().stream().flatMap(List::stream).allMatch(each -> each.key() == null)) {
      throw new UnusableKeysException("no usable key");
    }
    return new KeySet(entries);
  }

  private static List<JsonValue> keys(byte[] json) throws UnusableKeysException {
    JsonValue keys;
    try {
      keys = StrictJson.object(json).get("keys");
    } catch (IdentityException e) {
      throw new UnusableKeysException("no key set: " + e.reason());
    }
    if (!(keys instanceof Items items) || items.values().size() > MAX_KEYS) {
      throw new UnusableKeysException("no key set, or one of more than " + MAX_KEYS + " keys");
    }
    return items.values();
  }

  private static Entry entry(Members jwk) {
    try {
      return new Entry(JwkReader.read(jwk), Reason.KEY_UNKNOWN);
    } catch (IdentityException e) {
      return new Entry(null, e.reason());
    }
  }

  /** Returns true if there is a key with this id, usable or not. */
  boolean knows(String keyId) {
    return entries.containsKey(keyId);
  }

  /**
   * Returns the key with this id.
   *
   * @throws IdentityException if there is none, or several, or it does not fit {@code algorithm}
   */
  VerificationKey key(String keyId, TokenAlgorithm algorithm) throws IdentityException {
    List<Entry> found = entries.getOrDefault(keyId, List.of());
    if (found.isEmpty()) {
      throw new IdentityException(Reason.KEY_UNKNOWN);
    }
    if (found.size() > 1) {
      throw new IdentityException(Reason.KEY_AMBIGUOUS);
    }
    VerificationKey key = found.get(0).key();
    if (key == null) {
      throw new IdentityException(found.get(0).refusal());
    }
    return key.fitFor(algorithm);
  }

  @Override
  public String toString() {
    return "KeySet[" + entries.size() + " keys]";
  }
}
