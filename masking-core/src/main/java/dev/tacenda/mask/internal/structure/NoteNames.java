package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** What people call a password, and the account it belongs to, in notes and messages. */
final class NoteNames {
  /** Names whose values the detector of assignments reads; here they count in sentences only. */
  private static final byte[][] FULL =
      bytes(
          "pass", "password", "passphrase", "passcode", "passwort", "kennwort", "passwd", "senha");

  private static final byte[][] SHORT =
      bytes(
          "p/w",
          "psw",
          "mot de passe",
          "contraseña",
          "wachtwoord",
          "lösenord",
          "heslo",
          "salasana",
          "jelszó",
          "şifre",
          "parola");

  /** Of alphabets without blanks between words; what follows may be glued to them. */
  private static final byte[][] GLUED =
      bytes("비밀번호", "비번", "암호", "패스워드", "密码", "密碼", "口令", "パスワード", "пароль", "Пароль");

  private static final byte[][] ACCOUNTS =
      bytes(
          "id",
          "user",
          "userid",
          "username",
          "user name",
          "login",
          "account",
          "email",
          "uid",
          "계정",
          "아이디",
          "用户名",
          "账号",
          "アカウント",
          "логин");

  private static final int MIN_MISSPELT = 4;
  private static final int MAX_MISSPELT = 10;

  /** The bytes that names begin with. */
  private static final BitSet FIRST = firstBytes();

  private NoteNames() {}

  private static BitSet firstBytes() {
    BitSet first = new BitSet();
    for (byte[][] words : new byte[][][] {FULL, SHORT, GLUED}) {
      for (byte[] word : words) {
        first.set(word[0] & 0xff);
        first.set(word[0] >= 'a' ? word[0] - 'a' + 'A' : word[0] & 0xff);
      }
    }
    return first;
  }

  private static byte[][] bytes(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  /** How sure a name is. */
  enum Kind {
    NONE,
    /** Read by the detector of assignments too. */
    FULL,
    /** Abbreviated, misspelt or of another language. */
    OWN
  }

  /**
   * A name in a line.
   *
   * @param end behind its last byte
   */
  record Name(Kind kind, int end) {}

  private static final Name NO_NAME = new Name(Kind.NONE, 0);

  /** Returns the name that begins at {@code i}. */
  static Name at(byte[] line, int i) {
    if (!FIRST.get(line[i] & 0xff)) {
      return NO_NAME;
    }
    int glued = line[i] < 0 ? longest(line, i, GLUED) : i;
    if (glued > i) {
      return new Name(Kind.OWN, glued);
    }
    if (Ascii.isWord(LineText.at(line, i - 1))) {
      return NO_NAME;
    }
    int full = word(line, i, FULL);
    if (full > i) {
      return new Name(Kind.FULL, full);
    }
    int own = Math.max(word(line, i, SHORT), Math.max(pw(line, i), misspelt(line, i)));
    return own > i ? new Name(Kind.OWN, own) : NO_NAME;
  }

  /** The shortest name, which is a piece of too many words and codes. */
  private static int pw(byte[] line, int i) {
    boolean ends = ":= (".indexOf(LineText.at(line, i + 2)) >= 0;
    boolean begins = i == 0 || " \t(,/:;'\"*|-_".indexOf(line[i - 1]) >= 0;
    return begins && ends && Ascii.startsWith(line, i, "pw") ? i + 2 : i;
  }

  /** Returns true if the name of an account ends before {@code end}. */
  static boolean isAccountBefore(byte[] line, int end) {
    for (byte[] word : ACCOUNTS) {
      int start = end - word.length;
      if (start >= 0 && stands(line, start, word) && !Ascii.isWord(LineText.at(line, start - 1))) {
        return true;
      }
    }
    return false;
  }

  private static int word(byte[] line, int i, byte[][] words) {
    int end = longest(line, i, words);
    return end > i && !Ascii.isWord(LineText.at(line, end)) ? end : i;
  }

  private static int longest(byte[] line, int i, byte[][] words) {
    int end = i;
    for (byte[] word : words) {
      if (i + word.length > end && stands(line, i, word)) {
        end = i + word.length;
      }
    }
    return end;
  }

  private static boolean stands(byte[] line, int i, byte[] word) {
    if (i + word.length > line.length) {
      return false;
    }
    for (int k = 0; k < word.length; k++) {
      if (Ascii.lower(line[i + k]) != Ascii.lower(word[k])) {
        return false;
      }
    }
    return true;
  }

  /** The letters of "password" with some left out, doubled or exchanged: pswd, paswrd, passwrod. */
  private static int misspelt(byte[] line, int i) {
    int end = i;
    boolean middle = false;
    while (end < line.length && "paswrdo".indexOf(Ascii.lower(line[end])) >= 0) {
      end++;
      middle |= LineText.endsWith(line, end, "sw") || LineText.endsWith(line, end, "sow");
    }
    int length = end - i;
    boolean whole = !Ascii.isWord(LineText.at(line, end));
    boolean frame =
        length >= MIN_MISSPELT
            && length <= MAX_MISSPELT
            && Ascii.lower(line[i]) == 'p'
            && Ascii.lower(line[end - 1]) == 'd';
    return middle && whole && frame ? end : i;
  }
}
