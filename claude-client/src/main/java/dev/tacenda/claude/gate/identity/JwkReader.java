package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.claude.gate.identity.JsonValue.Text;
import dev.tacenda.mask.TrustedCode;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one key of a JSON Web Key Set (RFC 7517, RFC 7518 section 6). Certificates beside the key
 * are not looked at.
 */
@TrustedCode("A key that is weak, private, or meant for something else is refused.")
final class JwkReader {
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private JwkReader() {}

  /**
   * Returns the key that {@code jwk} holds.
   *
   * @throws IdentityException if signatures must not be checked with it, with the reason
   */
  static VerificationKey read(Members jwk) throws IdentityException {
    String type = required(jwk, "kty");
    if (!type.equals("RSA") && !type.equals("EC")) {
      throw new IdentityException(Reason.KEY_KIND_UNSUPPORTED);
    }
    if (PRIVATE.stream().anyMatch(jwk::has)) {
      throw new IdentityException(Reason.KEY_PRIVATE);
    }
    requireForSignatures(jwk);
    String algorithm = jwk.has("alg") ? required(jwk, "alg") : "";
    try {
      return type.equals("RSA")
          ? new VerificationKey(type, "", algorithm, RsaKeys.of(bytes(jwk, "n"), bytes(jwk, "e")))
          : ec(jwk, algorithm);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IdentityException(Reason.KEY_MALFORMED);
    }
  }

  private static VerificationKey ec(Members jwk, String algorithm)
      throws IdentityException, GeneralSecurityException {
    String curve = required(jwk, "crv");
    return new VerificationKey(
        "EC", curve, algorithm, EcKeys.of(curve, bytes(jwk, "x"), bytes(jwk, "y")));
  }

  private static void requireForSignatures(Members jwk) throws IdentityException {
    boolean use = !jwk.has("use") || "sig".equals(jwk.text("use"));
    if (!use || !mayVerify(jwk.get("key_ops"))) {
      throw new IdentityException(Reason.KEY_USE_WRONG);
    }
  }

  private static boolean mayVerify(@Nullable JsonValue operations) {
    return operations == null
        || (operations instanceof Items items
            && items.values().stream().allMatch(each -> each instanceof Text)
            && items.values().contains(new Text("verify")));
  }

  private static byte[] bytes(Members jwk, String name) throws IdentityException {
    byte[] bytes = Base64Url.decode(required(jwk, name));
    if (bytes.length == 0) {
      throw new IdentityException(Reason.KEY_MALFORMED);
    }
    return bytes;
  }

  private static String required(Members jwk, String name) throws IdentityException {
    String text = jwk.text(name);
    if (text == null || text.isEmpty()) {
      throw new IdentityException(Reason.KEY_MALFORMED);
    }
    return text;
  }
}
