package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.util.Base64;

/**
 * Base64url as tokens use it (RFC 7515, 2): no padding, no other characters, and unused bits at the
 * end are zero. So every value has one spelling.
 */
@TrustedCode("Two different texts never decode to the same bytes.")
final class Base64Url {
  private Base64Url() {}

  /**
   * Returns the bytes that {@code text} stands for; none for an empty text.
   *
   * @throws IdentityException if the text is not their one spelling
   */
  static byte[] decode(String text) throws IdentityException {
    for (int i = 0; i < text.length(); i++) {
      requireAllowed(text.charAt(i));
    }
    if (text.length() % 4 == 1) {
      throw new IdentityException(Reason.BASE64_NOT_CANONICAL);
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IdentityException(Reason.BASE64_NOT_CANONICAL);
    }
    return bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void requireAllowed(char c) throws IdentityException {
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
      throw new IdentityException(c == '=' ? Reason.BASE64_PADDED : Reason.TOKEN_CHARACTER_ILLEGAL);
    }
  }
}
