package dev.tacenda.claude;

import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.SeenSecrets;
import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * The tokens that a guard was shown, and those that it sends or its provider exchanges, which are
 * secrets from then on. Of a token in parts its payload and its signature are secrets as well,
 * because either may stand alone: somebody decodes the one to look at it, and the other one is all
 * that a forger lacks. The first part is the same in all tokens of an issuer. Thread-safe.
 */
@TrustedCode("A token that identified a caller is masked in what this caller sends.")
final class PresentedSecrets {
  /** Shorter parts are no payload and no signature, and may stand anywhere. */
  private static final int MIN_PART = 24;

  private final SeenSecrets seen = new SeenSecrets();

  /** Has all secrets in {@code identity} masked from now on. */
  void see(PresentedIdentity identity) {
    identity.secrets().forEach(this::see);
  }

  /**
   * Has keys and tokens masked that requests go out with, or that were shown to get them. What
   * could not be sent in a header is neither, and cannot be looked for.
   */
  void seeAll(Collection<SealedSecret> credentials) {
    for (SealedSecret each : credentials) {
      if (Credential.isToken(each)) {
        each.read(bytes -> see("credential", bytes));
      }
    }
  }

  private void see(String secret) {
    String token = secret.strip();
    if (isFindable(token)) {
      see("presented token", token.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void see(String name, byte[] token) {
    seen.seeBytes(name, token);
    int from = 0;
    for (int at = 0; at <= token.length; at++) {
      if (at == token.length || token[at] == '.') {
        if (from > 0 && at - from >= MIN_PART) {
          seePart("part of a " + name, Arrays.copyOfRange(token, from, at));
        }
        from = at + 1;
      }
    }
  }

  private void seePart(String name, byte[] part) {
    seen.seeBytes(name, part);
    Arrays.fill(part, (byte) 0);
  }

  /** A verifier of somebody else may accept what is not a token; it cannot be looked for. */
  private static boolean isFindable(String token) {
    return token.length() >= KnownSecrets.MIN_VALUE_BYTES
        && token.length() <= KnownSecrets.MAX_VALUE_BYTES
        && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** What maskers look for beside their rules. */
  SeenSecrets seen() {
    return seen;
  }
}
