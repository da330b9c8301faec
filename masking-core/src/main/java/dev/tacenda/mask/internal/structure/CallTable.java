package dev.tacenda.mask.internal.structure;

import java.util.Map;
import java.util.Set;

/** Which argument of which call is a password. Immutable. */
final class CallTable {
  /** Names in lower case, and how many arguments stand before the password. */
  private static final Map<String, Integer> CALLS =
      Map.ofEntries(
          // .NET
          Map.entry("networkcredential", 1),
          Map.entry("directoryentry", 2),
          // Java
          Map.entry("passwordauthentication", 1),
          Map.entry("usernamepasswordcredentials", 1),
          Map.entry("simplecredentials", 1),
          Map.entry("setbasicauth", 1),
          Map.entry("getconnection", 2),
          Map.entry("withcredentials", 1),
          Map.entry("plaintextauthprovider", 1),
          // Python
          Map.entry("httpbasicauth", 1),
          Map.entry("httpdigestauth", 1),
          Map.entry("httpproxyauth", 1),
          Map.entry("basicauth", 1),
          Map.entry("plaincredentials", 1),
          Map.entry("login", 1),
          // Go
          Map.entry("plainauth", 2),
          // PHP
          Map.entry("mysqli", 2),
          Map.entry("mysqli_connect", 2),
          Map.entry("mysql_connect", 2),
          Map.entry("mysql_pconnect", 2),
          Map.entry("pdo", 2),
          Map.entry("ftp_login", 2),
          Map.entry("imap_open", 2),
          Map.entry("ldap_bind", 2),
          Map.entry("ssh2_auth_password", 2),
          // Ruby, Perl and others
          Map.entry("basic_auth", 1),
          Map.entry("basicauthentication", 1));

  private static final Set<String> CURL_PASSWORDS =
      Set.of(
          "curlopt_password",
          "curlopt_proxypassword",
          "curlopt_keypasswd",
          "curlopt_sslkeypasswd",
          "curlopt_sslcertpasswd",
          "curlopt_xoauth2_bearer");

  private static final Set<String> CURL_USERS = Set.of("curlopt_userpwd", "curlopt_proxyuserpwd");

  private CallTable() {}

  /** What the value of an option of curl is. */
  enum CurlOption {
    PASSWORD,
    USER_AND_PASSWORD,
    OTHER
  }

  /**
   * Returns how many arguments stand before the password; -1 if the call takes none.
   *
   * @param before the name that the call belongs to, or is assigned to
   */
  static int passwordArgument(String name, String before) {
    if (name.isEmpty()) {
      // A pair of Python: auth=("user", "X")
      return before.equals("auth") ? 1 : -1;
    }
    if (name.equals("basic")) {
      return before.endsWith("auth") || before.endsWith("authtokens") ? 1 : -1;
    }
    return CALLS.getOrDefault(name, -1);
  }

  static CurlOption curlOption(String name) {
    if (CURL_USERS.contains(name)) {
      return CurlOption.USER_AND_PASSWORD;
    }
    return CURL_PASSWORDS.contains(name) ? CurlOption.PASSWORD : CurlOption.OTHER;
  }
}
