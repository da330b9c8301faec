package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The credentials in one line of a git configuration or of a file of {@code git-credential-store}:
 * passwords in URLs, tokens that stand in place of the user, and the credentials of {@code
 * http.extraHeader}, which is how CI checkouts authenticate.
 */
final class GitSecrets {
  /** Tokens in place of a user are longer than the names of users. */
  private static final int MIN_TOKEN = 20;

  private GitSecrets() {}

  static List<String> in(String line) {
    List<String> secrets = new ArrayList<>(SecretValues.urlPasswords(line));
    addTokens(line, secrets);
    addHeader(line, secrets);
    return secrets;
  }

  private static void addTokens(String line, List<String> secrets) {
    for (int at = line.indexOf("://"); at >= 0; at = line.indexOf("://", at + 3)) {
      int end = at + 3;
      while (end < line.length() && "/?#@:\"' \t".indexOf(line.charAt(end)) < 0) {
        end++;
      }
      boolean user = end < line.length() && (line.charAt(end) == '@' || line.charAt(end) == ':');
      String name = line.substring(at + 3, end);
      if (user && name.length() >= MIN_TOKEN && line.indexOf('@', end) >= 0) {
        secrets.add(name);
      }
    }
  }

  /** {@code extraheader = AUTHORIZATION: basic dXNlcjp0b2tlbg==}. */
  private static void addHeader(String line, List<String> secrets) {
    int equals = line.indexOf('=');
    boolean header =
        equals > 0 && line.substring(0, equals).strip().toLowerCase(Locale.ROOT).endsWith("header");
    int colon = line.indexOf(':', equals + 1);
    if (!header || colon < 0) {
      return;
    }
    String[] words = line.substring(colon + 1).strip().replace("\"", "").split("\\s+", 2);
    String credentials = words[words.length - 1];
    if (credentials.isEmpty()) {
      return;
    }
    secrets.add(credentials);
    if (words.length == 2 && words[0].equalsIgnoreCase("basic")) {
      addBasic(credentials, secrets);
    }
  }

  private static void addBasic(String credentials, List<String> secrets) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      secrets.add(pair.substring(pair.indexOf(':') + 1));
    } catch (IllegalArgumentException notBase64) {
      // Then it stands in the file as it is sent, and has been added so.
    }
  }
}
