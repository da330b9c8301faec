package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Recognises values by what their base64 decodes to. */
final class EncodedShapes {
  private EncodedShapes() {}

  /**
   * Returns true if the value up to its first dot is base64url of a JSON object with the member
   * {@code alg} (RFC 7515, section 4). The object is not parsed: what looks like a header is
   * treated as one.
   */
  static boolean isJwtHeader(byte[] line, int start, int end) {
    int dot = start;
    while (dot < end && line[dot] != '.') {
      dot++;
    }
    String header = decoded(Base64.getUrlDecoder(), line, start, dot).strip();
    return header.startsWith("{") && header.contains("\"alg\"");
  }

  /** Returns true for base64 of {@code user:password} in printable ASCII (RFC 7617, section 2). */
  static boolean isBasicCredentials(byte[] line, int start, int end) {
    int last = end;
    while (last > start && line[last - 1] == '=') {
      last--;
    }
    String credentials = decoded(Base64.getDecoder(), line, start, last);
    return credentials.indexOf(':') >= 0 && credentials.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Returns the decoded text as ISO 8859-1, so that no byte is lost; empty if it is not base64. */
  private static String decoded(Base64.Decoder decoder, byte[] line, int start, int end) {
    try {
      byte[] bytes = decoder.decode(Arrays.copyOfRange(line, start, end));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
