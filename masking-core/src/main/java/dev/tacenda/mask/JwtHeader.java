package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Recognises the first part of a JSON Web Token (RFC 7515, section 4). */
final class JwtHeader {
  private JwtHeader() {}

  /**
   * Returns true if the value up to its first dot is base64url of a JSON object with the member
   * {@code alg}. The object is not parsed: what looks like a header is treated as one.
   */
  static boolean isHeader(byte[] line, int start, int end) {
    int dot = start;
    while (dot < end && line[dot] != '.') {
      dot++;
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(Arrays.copyOfRange(line, start, dot));
      String header = new String(json, StandardCharsets.UTF_8).strip();
      return header.startsWith("{") && header.contains("\"alg\"");
    } catch (IllegalArgumentException notBase64Url) {
      return false;
    }
  }
}
