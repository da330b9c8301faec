package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells from the name of a variable whether its value is a secret. A name is cut into words at
 * every character that is no letter, and where camel case begins a word.
 */
final class SecretNames {
  /** A name with one of these words names a secret. */
  private static final Set<String> WORDS =
      Set.of(
          "TOKEN",
          "TOKENS",
          "SECRET",
          "SECRETS",
          "PASSWORD",
          "PASSWORDS",
          "PASSWD",
          "PWD",
          "PASS",
          "PASSPHRASE",
          "PASSCODE",
          "KEY",
          "KEYS",
          "APIKEY",
          "ACCESSKEY",
          "SECRETKEY",
          "PRIVATEKEY",
          "ACCOUNTKEY",
          "SIGNINGKEY",
          "MASTERKEY",
          "SHAREDKEY",
          "CREDENTIAL",
          "CREDENTIALS",
          "CREDS",
          "AUTH",
          "AUTHORIZATION",
          "OAUTH",
          "BEARER",
          "JWT",
          "PAT",
          "SAS",
          "DSN",
          "PRIVATE",
          "CERT",
          "CERTIFICATE",
          "CONNECTION",
          "CONNSTR",
          "COOKIE",
          "WEBHOOK");

  /** A word that ends like this names a secret too, as in PGPASSWORD. */
  private static final List<String> ENDINGS =
      List.of("PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "SECRET", "APIKEY", "CREDENTIALS");

  /** A name that ends in one of these words says something about a secret. */
  private static final Set<String> ABOUT =
      Set.of(
          "FILE",
          "FILES",
          "FILENAME",
          "PATH",
          "PATHS",
          "DIR",
          "DIRECTORY",
          "FOLDER",
          "SOCK",
          "SOCKET",
          "NAME",
          "NAMES",
          "USER",
          "USERNAME",
          "HOST",
          "HOSTNAME",
          "PORT",
          "TYPE",
          "ALG",
          "ALGORITHM",
          "LENGTH",
          "LEN",
          "SIZE",
          "TTL",
          "AGE",
          "EXPIRY",
          "EXPIRATION",
          "EXPIRES",
          "TIMEOUT",
          "ENABLED",
          "DISABLED",
          "REQUIRED",
          "VERSION",
          "FORMAT",
          "METHOD",
          "MODE",
          "COUNT",
          "LIMIT",
          "POLICY",
          "PREFIX",
          "SUFFIX",
          "HEADER",
          "ISSUER",
          "AUDIENCE",
          "SCOPE",
          "SCOPES",
          "REGION",
          "PROVIDER",
          "STORE",
          "HELPER",
          "DOMAIN",
          "REALM",
          "FINGERPRINT");

  /** A name that ends in one of these words holds an address, which is a secret only if ... */
  private static final Set<String> ADDRESS = Set.of("URL", "URI", "ENDPOINT", "SERVER", "ORIGIN");

  /** ... one of these words says that the address is a credential. */
  private static final Set<String> ADDRESS_WITH_SECRET =
      Set.of("WEBHOOK", "DSN", "CONNECTION", "SAS", "SECRET", "PRIVATE");

  /** A key behind one of these words is no secret. */
  private static final Set<String> OPEN_KEYS =
      Set.of("PUBLIC", "PUBLISHABLE", "PRIMARY", "FOREIGN", "PARTITION", "SORT", "CACHE");

  /** The working directories of a shell. */
  private static final Set<String> WHOLE_NAMES = Set.of("PWD", "OLDPWD");

  private SecretNames() {}

  /** Returns true if a variable of this name holds a secret. */
  static boolean saySecret(String name) {
    List<String> words = words(name);
    if (words.isEmpty() || WHOLE_NAMES.contains(name)) {
      return false;
    }
    String last = words.get(words.size() - 1);
    if (ABOUT.contains(last)) {
      return false;
    }
    if (ADDRESS.contains(last)) {
      return words.stream().anyMatch(ADDRESS_WITH_SECRET::contains);
    }
    return words.stream().noneMatch(OPEN_KEYS::contains)
        && words.stream().anyMatch(SecretNames::isSecretWord);
  }

  private static boolean isSecretWord(String word) {
    return WORDS.contains(word) || ENDINGS.stream().anyMatch(word::endsWith);
  }

  /** Returns the words of a name in capitals. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || !Character.isLetter(name.charAt(i)) || beginsWord(name, i)) {
        if (i > start) {
          words.add(name.substring(start, i).toUpperCase(Locale.ROOT));
        }
        start = i < name.length() && Character.isLetter(name.charAt(i)) ? i : i + 1;
      }
    }
    return words;
  }

  /** Returns true before the K of apiKey and of APIKey. */
  private static boolean beginsWord(String name, int i) {
    if (i == 0 || !Character.isUpperCase(name.charAt(i))) {
      return false;
    }
    boolean afterLower = Character.isLowerCase(name.charAt(i - 1));
    boolean beforeLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
    return afterLower || (Character.isUpperCase(name.charAt(i - 1)) && beforeLower);
  }
}
