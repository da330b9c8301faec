package dev.tacenda.mask;

import dev.tacenda.mask.internal.encoding.Encodings;
import java.nio.charset.StandardCharsets;

/** Recognises values by what their base64 decodes to. */
final class EncodedShapes {
  private EncodedShapes() {}

  /** Returns true if the value up to its first dot is the header of a JSON Web Token. */
  static boolean isJwtHeader(byte[] line, int start, int end) {
    int dot = start;
    while (dot < end && line[dot] != '.') {
      dot++;
    }
    return Encodings.isJoseHeader(line, start, dot);
  }

  /** Returns true for base64 of {@code user:password} in printable ASCII (RFC 7617, section 2). */
  static boolean isBasicCredentials(byte[] line, int start, int end) {
    int last = end;
    while (last > start && line[last - 1] == '=') {
      last--;
    }
    String credentials =
        new String(Encodings.base64(line, start, last), StandardCharsets.ISO_8859_1);
    return credentials.indexOf(':') >= 0 && credentials.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
