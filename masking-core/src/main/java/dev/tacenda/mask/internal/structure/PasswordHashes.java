package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Hashes of passwords, which can be guessed from them: crypt(3) as in htpasswd and /etc/shadow
 * ({@code $1$ $2b$ $5$ $6$ $y$ $apr1$}), phpass and Drupal, Argon2, the PBKDF2 and scrypt forms of
 * Django, Werkzeug and passlib, and the LDAP forms such as {@code {SSHA}}.
 */
final class PasswordHashes {
  private static final String[] LDAP = {
    "{sha}",
    "{ssha}",
    "{sha256}",
    "{ssha256}",
    "{sha384}",
    "{ssha384}",
    "{sha512}",
    "{ssha512}",
    "{md5}",
    "{smd5}",
    "{crypt}",
    "{pbkdf2}",
    "{pbkdf2-sha1}",
    "{pbkdf2-sha256}",
    "{pbkdf2-sha512}",
    "{argon2}",
    "{bcrypt}",
    "{scrypt}",
    "{x-issha, 1024}"
  };

  /** What stands before the first dollar sign or colon in the forms of frameworks. */
  private static final String[] FRAMEWORKS = {
    "pbkdf2_sha256",
    "pbkdf2_sha1",
    "pbkdf2:sha",
    "bcrypt_sha256",
    "bcrypt",
    "argon2",
    "scrypt",
    "sha1",
    "md5",
    "md5sum",
    "sha256"
  };

  private static final int MIN_HASH = 11;
  private static final int MIN_LDAP = 8;
  private static final int MIN_KERBEROS = 64;
  private static final int MAX_HASH = 512;

  /** No format has as many; that many dollar signs are something else. */
  private static final int MAX_FIELDS = 8;

  private final byte[] line;
  private final PartSink sink;

  private PasswordHashes(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    PasswordHashes hashes = new PasswordHashes(line, sink);
    int i = 0;
    while (i < line.length) {
      int end = i;
      if (line[i] == '$') {
        end = hashes.crypt(i);
      } else if (line[i] == '{') {
        end = hashes.ldap(i);
      }
      i = Math.max(end, i + 1);
    }
  }

  /** Returns the end of the hash that a dollar sign at {@code dollar} belongs to, or no more. */
  private int crypt(int dollar) {
    int end = dollar;
    int fields = 0;
    int last = dollar;
    while (end < line.length
        && end - dollar < MAX_HASH
        && fields < MAX_FIELDS
        && isHash(line[end])) {
      if (line[end] == '$') {
        fields++;
        last = end;
      }
      end++;
    }
    boolean mcf = isMcf(dollar, end, fields, end - last - 1);
    int start = mcf ? dollar : frameworkStart(dollar);
    if (mcf && LineText.at(line, dollar + 1) == '2' && isAssigned(dollar)) {
      return end;
    }
    if (mcf || start < dollar && fields >= 2 && end - last > 2 * MIN_HASH) {
      sink.accept(Part.HASH, start, end);
      return end;
    }
    return dollar;
  }

  /**
   * Behind a name or in quotes a bcrypt hash is what a program compares with, and bcrypt is slow to
   * guess; in a file of accounts it stands behind a colon, or alone.
   */
  private boolean isAssigned(int dollar) {
    int before = dollar - 1;
    while (before >= 0 && LineText.isSpace(line[before])) {
      before--;
    }
    boolean blank = before < dollar - 1;
    return before >= 0 && (blank || LineText.at(line, before) != ':');
  }

  private static boolean isHash(int b) {
    return LineText.isBase64(b) || "$.=,_-".indexOf(b) >= 0;
  }

  /** The modular crypt format: {@code $id$...$hash}, by the length that each id has. */
  private boolean isMcf(int start, int end, int fields, int hash) {
    int id = Ascii.lower(LineText.at(line, start + 1));
    boolean shortId = LineText.at(line, start + 2) == '$';
    if (id == 'k') {
      return isKerberos(start, end);
    }
    return switch (id) {
      case '1' -> shortId && fields == 3 && hash == 22;
      case '5' -> shortId && fields >= 3 && hash == 43;
      case '6' -> shortId && fields >= 3 && hash == 86;
      case '7' -> shortId && fields >= 3 && hash == 43;
      case 'y' -> shortId && fields >= 4 && hash == 43;
      case '2' -> isBcrypt(start, end);
      case 'h' -> shortId && fields == 2 && hash == 31;
      case 'p' -> shortId && fields == 2 && hash == 31 || isNamed(start, "pbkdf2", fields, hash);
      case 's' -> shortId && fields == 2 && hash == 52 || isNamed(start, "s", fields, hash);
      case 'a' -> isNamed(start, "apr1", fields, hash) || isNamed(start, "argon2", fields, hash);
      case 'g' -> isNamed(start, "gy", fields, hash);
      case 'b' -> isNamed(start, "bcrypt", fields, hash);
      default -> false;
    };
  }

  /** What is got from a Kerberos server to guess a password by, as Hashcat and John write it. */
  private boolean isKerberos(int start, int end) {
    return end - start >= MIN_KERBEROS
        && (Ascii.startsWith(line, start, "$krb5tgs$")
            || Ascii.startsWith(line, start, "$krb5asrep$")
            || Ascii.startsWith(line, start, "$krb5pa$"));
  }

  private boolean isBcrypt(int start, int end) {
    int cost = LineText.at(line, start + 2) == '$' ? start + 3 : start + 4;
    return LineText.at(line, cost - 1) == '$'
        && LineText.at(line, cost + 2) == '$'
        && end - cost >= 56;
  }

  private boolean isNamed(int start, String name, int fields, int hash) {
    return fields >= 3 && hash >= 2 * MIN_HASH && Ascii.startsWith(line, start + 1, name);
  }

  /** Returns where a name such as {@code pbkdf2_sha256} before the dollar sign begins. */
  private int frameworkStart(int dollar) {
    int start = dollar;
    while (start > 0 && dollar - start < 32 && isFramework(line[start - 1])) {
      start--;
    }
    for (String name : FRAMEWORKS) {
      if (Ascii.startsWith(line, start, name)) {
        return start;
      }
    }
    return dollar;
  }

  private static boolean isFramework(int b) {
    return Ascii.isWord(b) || b == ':';
  }

  /** Returns the end of a hash that begins with its scheme in braces. */
  private int ldap(int brace) {
    for (String scheme : LDAP) {
      if (Ascii.startsWith(line, brace, scheme)) {
        int start = brace + scheme.length();
        int end = start;
        while (end < line.length && isHash(line[end])) {
          end++;
        }
        if (end - start >= MIN_LDAP) {
          sink.accept(Part.HASH, brace, end);
        }
        return end;
      }
    }
    return brace;
  }
}
