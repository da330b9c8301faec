package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Passwords in SQL statements about accounts: IDENTIFIED BY, the PASSWORD of a user, role or login,
 * SET PASSWORD, and the arguments of PASSWORD(), of pgcrypto's crypt() and of sp_addlogin.
 */
final class SqlPasswords {
  private static final String IDENTIFIED = "identified";
  private static final String PASSWORD = "password";
  private static final String CRYPT = "crypt";
  private static final String[] VERBS = {"create", "alter"};
  private static final String[] ACCOUNTS = {"user", "role", "login", "group"};

  private final byte[] line;
  private final SqlText sql;

  private SqlPasswords(SqlText sql) {
    this.line = sql.line();
    this.sql = sql;
  }

  static void read(byte[] line, PartSink sink) {
    SqlPasswords passwords = new SqlPasswords(new SqlText(line, sink));
    passwords.identified();
    passwords.ofAccounts();
    passwords.crypt();
    passwords.procedure("sp_addlogin");
    passwords.procedure("sp_password");
  }

  private void identified() {
    // "Identified by" is also English.
    boolean statement =
        accountStatement() >= 0
            || LineText.indexOfWord(line, 0, "grant") >= 0
            || LineText.indexOfWord(line, 0, "connect") >= 0;
    int i = LineText.indexOfWord(line, 0, IDENTIFIED);
    while (i >= 0) {
      int at = behindPlugin(i + IDENTIFIED.length());
      int value = Math.max(sql.behind(at, "by"), sql.behind(at, "as"));
      if (value >= 0) {
        value = sql.skip(sql.skip(sql.skip(value, "values"), PASSWORD), '(');
        if (statement || sql.literalFollows(value) || sql.wordHoldsDigit(value)) {
          sql.value(value, true);
        }
      }
      i = LineText.indexOfWord(line, i + IDENTIFIED.length(), IDENTIFIED);
    }
  }

  /** Skips {@code WITH mysql_native_password} and {@code VIA ed25519}. */
  private int behindPlugin(int from) {
    int at = Math.max(sql.behind(from, "with"), sql.behind(from, "via"));
    if (at < 0) {
      return from;
    }
    int end = LineText.skipSpaces(line, at);
    while (Ascii.isWord(LineText.at(line, end)) || Ascii.isQuote(LineText.at(line, end))) {
      end++;
    }
    return end;
  }

  /** PASSWORD 'x', PASSWORD = 'x', PASSWORD('x'), SET PASSWORD FOR u = PASSWORD('x'). */
  private void ofAccounts() {
    int account = accountStatement();
    int i = LineText.indexOfWord(line, 0, PASSWORD);
    while (i >= 0) {
      int end = i + PASSWORD.length();
      if (LineText.endsWith(line, i, "set ") && sql.behind(end, "for") >= 0) {
        end = behindUser(end);
      }
      if (!isOption(i)) {
        end = afterWord(end, account >= 0 && account < i);
      }
      i = LineText.indexOfWord(line, end, PASSWORD);
    }
  }

  /** Returns where the first CREATE USER, ALTER ROLE or the like stands, or -1. */
  private int accountStatement() {
    int first = -1;
    for (String verb : VERBS) {
      int i = LineText.indexOfWord(line, 0, verb);
      while (i >= 0 && (first < 0 || i < first)) {
        first = namesAccount(i + verb.length()) ? i : first;
        i = LineText.indexOfWord(line, i + verb.length(), verb);
      }
    }
    return first;
  }

  private boolean namesAccount(int from) {
    for (String account : ACCOUNTS) {
      if (sql.behind(from, account) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code --password 'x'} and {@code $password} are no SQL. */
  private boolean isOption(int start) {
    int before = LineText.at(line, start - 1);
    return before == '-' || before == '$' || before == '@' || before == ':';
  }

  private int behindUser(int from) {
    int i = from;
    while (i < line.length && line[i] != '=' && line[i] != ';') {
      i++;
    }
    return i;
  }

  /** Returns where the text goes on. */
  private int afterWord(int end, boolean ofAccount) {
    int at = sql.skip(end, '=');
    boolean equals = at > end;
    at = sql.skip(at, PASSWORD);
    int value = sql.skip(at, '(');
    boolean call = value > at;
    boolean separated = value > end || LineText.isSpace(LineText.at(line, end));
    // Without a statement about accounts, only a literal right behind the word is a password.
    if (separated && (ofAccount || sql.literalFollows(value) && (call || !equals))) {
      return sql.value(value, ofAccount && !call);
    }
    return end;
  }

  /** {@code crypt('password', gen_salt('bf'))}. */
  private void crypt() {
    int i = LineText.indexOfWord(line, 0, CRYPT);
    while (i >= 0) {
      int end = i + CRYPT.length();
      int open = sql.skip(end, '(');
      if (open > end && sql.literalFollows(open)) {
        end = sql.value(open, false);
      }
      i = LineText.indexOfWord(line, end, CRYPT);
    }
  }

  /** {@code EXEC sp_addlogin 'user', 'password'}. */
  private void procedure(String name) {
    int i = LineText.indexOfWord(line, 0, name);
    while (i >= 0) {
      int end = LineText.skipSpaces(line, i + name.length());
      if (LineText.at(line, end) == '\'') {
        int first = Math.min(line.length, sql.literalEnd(end + 1, '\'', 0) + 1);
        int second = sql.skip(first, ',');
        end = second > first && sql.literalFollows(second) ? sql.value(second, false) : first;
      }
      i = LineText.indexOfWord(line, end, name);
    }
  }
}
