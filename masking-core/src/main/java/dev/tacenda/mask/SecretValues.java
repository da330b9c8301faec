package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which part of a variable's value is a secret, or why none is. */
final class SecretValues {
  /** The shortest value that is taken from a variable whose name says secret, in characters. */
  static final int MIN_NAMED = 8;

  private static final int MAX_NUMBER = 15;
  private static final int MAX_NAME = 64;
  private static final int RANDOM_SEGMENT = 12;

  /** Tokens in place of a user are longer than the names of users. */
  private static final int MIN_TOKEN = 20;

  /** Values that are words of every other program: masking them would mask the programs. */
  private static final Set<String> COMMON =
      Set.of(
          "disabled",
          "undefined",
          "password",
          "passw0rd",
          "changeme",
          "change-me",
          "postgres",
          "postgresql",
          "localhost",
          "username",
          "secret",
          "default",
          "example",
          "anonymous",
          "guest",
          "admin",
          "administrator",
          "x-access-token",
          "x-oauth-basic",
          "oauth2accesstoken",
          "gitlab-ci-token",
          "optional",
          "required",
          "redacted");

  private SecretValues() {}

  /** Returns why the value of a variable whose name says secret is none; null if it is one. */
  static KnownSecrets.@Nullable Reason notSecret(String value) {
    String text = value.strip();
    if (text.length() < MIN_NAMED) {
      return KnownSecrets.Reason.TOO_SHORT;
    }
    if (text.chars().distinct().count() == 1) {
      return KnownSecrets.Reason.REPEATED_CHARACTER;
    }
    if (COMMON.contains(text.toLowerCase(Locale.ROOT))) {
      return KnownSecrets.Reason.COMMON_WORD;
    }
    if (isReference(text)) {
      return KnownSecrets.Reason.REFERENCE;
    }
    if (isNumber(text)) {
      return KnownSecrets.Reason.NUMBER;
    }
    return isPath(text) ? KnownSecrets.Reason.PATH : null;
  }

  /**
   * Returns the credentials in the user information of the URLs in {@code value}: passwords, as
   * written and percent-decoded, and tokens that stand in place of the user, as in {@code
   * https://TOKEN@host} and {@code https://TOKEN:x-oauth-basic@host}. A password that is the user,
   * the scheme or a common word is none.
   */
  static List<String> urlCredentials(String value) {
    List<String> credentials = new ArrayList<>();
    for (int at = value.indexOf("://"); at >= 0; at = value.indexOf("://", at + 3)) {
      String authority = value.substring(at + 3, authorityEnd(value, at + 3));
      int host = authority.lastIndexOf('@');
      if (host >= 0) {
        addCredentials(authority.substring(0, host), credentials);
      }
    }
    return credentials;
  }

  private static void addCredentials(String userInfo, List<String> credentials) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = userInfo.substring(colon + 1);
    if (colon >= 0 && !COMMON.contains(password.toLowerCase(Locale.ROOT))) {
      addPassword(password, user, credentials);
    } else if (user.length() >= MIN_TOKEN && !isReference(user)) {
      credentials.add(user);
    }
  }

  /**
   * Returns the values in a connection string or query whose names say secret, such as {@code
   * Password} in {@code Server=db;Password=...;}.
   */
  static List<String> namedParts(String value) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || ";&? \t\r\n".indexOf(value.charAt(i)) >= 0) {
        addNamedPart(value.substring(start, i), parts);
        start = i + 1;
      }
    }
    return parts;
  }

  private static void addNamedPart(String part, List<String> parts) {
    int equals = part.indexOf('=');
    if (equals <= 0 || equals > MAX_NAME || !SecretNames.saySecret(part.substring(0, equals))) {
      return;
    }
    String value = part.substring(equals + 1);
    if (notSecret(value) == null && !value.contains("$(") && !value.contains("${")) {
      parts.add(value);
    }
  }

  private static void addPassword(String password, String user, List<String> passwords) {
    if (password.equals(user) || isReference(password)) {
      return;
    }
    passwords.add(password);
    String decoded = PercentText.decode(password);
    if (!decoded.equals(password)) {
      passwords.add(decoded);
    }
  }

  private static int authorityEnd(String value, int from) {
    int end = from;
    while (end < value.length() && "/?#\"'<> \t\r\n".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Returns true for a value that only says where the secret comes from. */
  private static boolean isReference(String text) {
    return (text.startsWith("${") && text.indexOf('}') == text.length() - 1)
        || (text.startsWith("$(") && text.endsWith(")"))
        || (text.startsWith("$") && text.chars().skip(1).allMatch(SecretValues::isVariableName))
        || (text.startsWith("{{") && text.endsWith("}}"))
        || (text.startsWith("<") && text.endsWith(">") && text.indexOf('<', 1) < 0);
  }

  private static boolean isVariableName(int c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isNumber(String text) {
    return text.length() <= MAX_NUMBER
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
  }

  /**
   * Returns true for an absolute path. Base64 can begin with a slash too, so every segment must
   * look like a name: a long one that mixes capitals, small letters and digits does not.
   */
  private static boolean isPath(String text) {
    boolean drive = text.length() > 2 && text.charAt(1) == ':' && text.charAt(2) == '\\';
    if (!text.startsWith("/") && !text.startsWith("~/") && !drive) {
      return false;
    }
    for (String segment : text.replace('\\', '/').split("/", -1)) {
      if (segment.length() >= RANDOM_SEGMENT && isMixed(segment)) {
        return false;
      }
    }
    return text.chars().noneMatch(c -> c == '+' || c == '=' || c == '\n');
  }

  private static boolean isMixed(String segment) {
    return segment.chars().anyMatch(Character::isUpperCase)
        && segment.chars().anyMatch(Character::isLowerCase)
        && segment.chars().anyMatch(Character::isDigit);
  }
}
