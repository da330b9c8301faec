package dev.tacenda.mask.internal.structure;

import java.util.Set;

/** The keys of connection strings, in lower case and without blanks and signs. */
final class ConnectionKeys {
  private static final Set<String> COMPANIONS =
      Set.of(
          "abortconnect",
          "accountname",
          "addr",
          "address",
          "allowadmin",
          "applicationname",
          "authmechanism",
          "charset",
          "connecttimeout",
          "connectiontimeout",
          "database",
          "databasename",
          "datasource",
          "db",
          "dbname",
          "dbq",
          "defaultendpointsprotocol",
          "driver",
          "dsn",
          "encrypt",
          "endpoint",
          "failoverpartner",
          "host",
          "hostaddr",
          "hostname",
          "initialcatalog",
          "integratedsecurity",
          "multipleactiveresultsets",
          "networkaddress",
          "persistsecurityinfo",
          "pooling",
          "port",
          "provider",
          "server",
          "servername",
          "servicename",
          "sharedaccesskeyname",
          "ssl",
          "sslmode",
          "synctimeout",
          "trustedconnection",
          "trustservercertificate",
          "uid",
          "user",
          "userid",
          "username");

  private static final Set<String> PASSWORDS = Set.of("password", "pwd", "passwd", "pass");

  private static final Set<String> KEYS =
      Set.of("accountkey", "sharedaccesskey", "sharedaccesssignature", "sharedsecretvalue");

  private ConnectionKeys() {}

  /** Returns true if a password beside this key is one of a connection string. */
  static boolean areCompanions(String words) {
    return COMPANIONS.contains(words) || words.endsWith("user");
  }

  static boolean namePassword(String word) {
    return PASSWORDS.contains(word) || word.endsWith("password") || word.endsWith("pwd");
  }

  /** Returns true for the keys of Azure, which need no companion. */
  static boolean nameKey(String word) {
    return KEYS.contains(word);
  }
}
