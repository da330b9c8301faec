package dev.tacenda.mask;

import dev.tacenda.mask.internal.encoding.Encodings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The credentials in one line of a git configuration or of a file of {@code git-credential-store}:
 * those in URLs, and what {@code http.extraHeader} sends, which is how CI checkouts authenticate.
 */
final class GitSecrets {
  private static final String BASIC = "basic ";

  private GitSecrets() {}

  static List<String> in(String line) {
    List<String> secrets = new ArrayList<>(SecretValues.urlCredentials(line));
    int equals = line.indexOf('=');
    int colon = line.indexOf(':', equals);
    boolean header =
        equals > 0 && line.substring(0, equals).strip().toLowerCase(Locale.ROOT).endsWith("header");
    if (header && colon > 0) {
      secrets.add(credentials(line.substring(colon + 1).replace('"', ' ').strip()));
    }
    return secrets;
  }

  /** {@code basic dXNlcjp0b2tlbg==} holds a token, which is found in its base64 too. */
  private static String credentials(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return header.substring(header.indexOf(' ') + 1).strip();
    }
    byte[] value = header.substring(BASIC.length()).strip().getBytes(StandardCharsets.UTF_8);
    byte[] pair = Encodings.base64(value, 0, value.length);
    String text = new String(pair.length == 0 ? value : pair, StandardCharsets.UTF_8);
    return text.substring(text.indexOf(':') + 1);
  }
}
