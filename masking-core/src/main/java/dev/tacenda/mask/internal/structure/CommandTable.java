package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which options of which programs take a password, and in which form. Immutable. */
final class CommandTable {

  /** How an option is followed by the password. */
  enum Form {
    /** As the next word, or behind an equals sign. */
    NEXT,
    /** Without anything between, as in {@code -psecret}. */
    ATTACHED,
    /** Either of the two. */
    EITHER,
    /** Behind a user and a colon, in the next word. */
    USER_COLON,
    /** Behind a user and a percent sign, in the next word. */
    USER_PERCENT,
    /** In the next word behind {@code pass:}, as openssl wants it. */
    PASS_COLON
  }

  /**
   * One option.
   *
   * @param name with its dashes or slash
   */
  record Option(String name, Form form) {}

  /** Programs, a colon, and options; the sign behind an option is its form. */
  private static final String TABLE =
      """
      curl: -u@ --user@ -U@ --proxy-user@ --pass --proxy-pass --oauth2-bearer
      wget: --password --http-password --ftp-password --proxy-password
      http https xh: -a@ --auth@
      mysql mysqldump mysqlimport mysqlcheck mysqlshow mysqlpump mysqlbinlog mysqlsh mariadb \
      mariadb-dump mariadb-admin mydumper xtrabackup: -p+ --password
      mysqladmin: -p+ --password password
      sshpass: -p*
      redis-cli: -a --pass
      ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami ldapcompare ldapmodrdn: -w*
      ldappasswd: -w* -s* -a*
      openssl: -pass: -passin: -passout: -k -passwd
      keytool jarsigner apksigner: -storepass -keypass -srcstorepass -deststorepass -srckeypass \
      -destkeypass -new --ks-pass: --key-pass:
      mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat: -p* --password
      sqlcmd osql bcp isql tsql: -P*
      cqlsh: -p --password
      influx: -password --password
      smbclient rpcclient smbget: -U%
      snmpget snmpwalk snmpset snmptrap: -A -X
      zip unzip: -P
      7z 7za 7zr rar unrar: -p+
      gpg gpg2: --passphrase
      xfreerdp wfreerdp: /p:
      rdesktop psexec: -p
      cmdkey net schtasks wmic: /pass: /p: /rp /password:
      plink pscp psftp: -pw
      svn: --password
      useradd usermod: -p --password
      ssh-keygen: -N -P
      ipmitool: -P*
      nmcli: password wifi-sec.psk
      rclone: pass
      skopeo: --creds@ --src-creds@ --dest-creds@
      docker-login podman-login nerdctl-login buildah-login helm-login oras-login crane-login \
      az-login oc-login skopeo-login: -p* --password --token
      """;

  /** The command that takes the password of programs which have nothing else to do with any. */
  static final String LOGIN_COMMAND = "login";

  private static final String LOGIN = "-" + LOGIN_COMMAND;

  private static final Map<String, List<Option>> OPTIONS = read();

  /** For each first byte the lengths of known words: a bit for each. */
  private static final int[] LENGTHS = lengths();

  private CommandTable() {}

  private static int[] lengths() {
    int[] lengths = new int[128];
    lengths[LOGIN_COMMAND.charAt(0)] |= 1 << LOGIN_COMMAND.length();
    for (String name : OPTIONS.keySet()) {
      String program = name.endsWith(LOGIN) ? name.substring(0, name.indexOf(LOGIN)) : name;
      lengths[name.charAt(0)] |= 1 << name.length() | 1 << program.length();
    }
    return lengths;
  }

  /**
   * Returns false only if a word of this length that begins with this byte is neither a program nor
   * a command: so most words need not be made strings.
   */
  static boolean mayBeKnown(byte first, int length) {
    return length < Integer.SIZE && (LENGTHS[Ascii.lower(first & 0x7f)] >>> length & 1) != 0;
  }

  /** Returns the options of a program; none if it is not known. */
  static List<Option> of(String program) {
    return OPTIONS.getOrDefault(program, List.of());
  }

  /** Returns true for a program that takes a password only for its command {@code login}. */
  static boolean hasLogin(String program) {
    return OPTIONS.containsKey(program + LOGIN);
  }

  /** Returns the options of a program's command {@code login}. */
  static List<Option> ofLogin(String program) {
    return of(program + LOGIN);
  }

  private static Map<String, List<Option>> read() {
    Map<String, List<Option>> options = new HashMap<>();
    for (String row : TABLE.split("\n", -1)) {
      int colon = row.indexOf(": ");
      if (colon > 0) {
        List<Option> list =
            List.of(row.substring(colon + 2).split(" +", -1)).stream()
                .map(CommandTable::option)
                .toList();
        for (String program : row.substring(0, colon).split(" +", -1)) {
          options.put(program, list);
        }
      }
    }
    return Map.copyOf(options);
  }

  private static Option option(String text) {
    String name = text.substring(0, text.length() - 1);
    return switch (text.charAt(name.length())) {
      case '+' -> new Option(name, Form.ATTACHED);
      case '*' -> new Option(name, Form.EITHER);
      case '@' -> new Option(name, Form.USER_COLON);
      case '%' -> new Option(name, Form.USER_PERCENT);
      case ':' ->
          text.charAt(0) == '/'
              ? new Option(text, Form.ATTACHED)
              : new Option(name, Form.PASS_COLON);
      default -> new Option(text, Form.NEXT);
    };
  }
}
