package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.util.Locale;

/**
 * What a token's header says, as far as it is heeded.
 *
 * @param algorithm how the token is signed, by what it says itself
 * @param keyId which key of the issuer signed it
 * @param type {@code typ} in lower case; empty if there is none
 */
@TrustedCode("A header cannot bring its own key, or have one fetched.")
record TokenHeader(TokenAlgorithm algorithm, String keyId, String type) {
  private static final int MAX_KEY_ID = 256;

  /**
   * Reads a header.
   *
   * @throws IdentityException if it says something that no identity token says
   */
  static TokenHeader of(JsonValue.Members header) throws IdentityException {
    refuse(header, Reason.HEADER_CRITICAL, "crit");
    refuse(header, Reason.HEADER_KEY_URL, "jku", "x5u");
    refuse(header, Reason.HEADER_KEY_INLINE, "jwk", "x5c");
    refuse(header, Reason.HEADER_CONTENT_TYPE, "cty");
    refuse(header, Reason.HEADER_ENCODING, "b64", "zip", "enc");
    String type = type(header);
    return new TokenHeader(TokenAlgorithm.of(header), keyId(header), type);
  }

  private static void refuse(JsonValue.Members header, Reason reason, String... names)
      throws IdentityException {
    for (String name : names) {
      if (header.has(name)) {
        throw new IdentityException(reason);
      }
    }
  }

  private static String type(JsonValue.Members header) throws IdentityException {
    if (!header.has("typ")) {
      return "";
    }
    String type = header.text("typ");
    if (type == null || type.isEmpty()) {
      throw new IdentityException(Reason.TYPE_MALFORMED);
    }
    return type.toLowerCase(Locale.ROOT);
  }

  private static String keyId(JsonValue.Members header) throws IdentityException {
    if (!header.has("kid")) {
      throw new IdentityException(Reason.KEY_ID_MISSING);
    }
    String keyId = header.text("kid");
    if (keyId == null || !isKeyId(keyId)) {
      throw new IdentityException(Reason.KEY_ID_MALFORMED);
    }
    return keyId;
  }

  static boolean isKeyId(String keyId) {
    return !keyId.isEmpty()
        && keyId.length() <= MAX_KEY_ID
        && keyId.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  @Override
  public String toString() {
    return "TokenHeader[" + algorithm + "]";
  }
}
