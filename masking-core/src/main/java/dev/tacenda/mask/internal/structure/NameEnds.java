package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** Ends of names whose values are passwords, tokens or keys. */
final class NameEnds {
  private static final String[] ENDS = {
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "pass",
    "secret",
    "token",
    "apikey",
    "privatekey",
    "accesskey",
    "secretkey",
    "authkey",
    "encryptionkey",
    "signingkey"
  };

  private static final int MAX_NAME = 64;
  private static final int MIN = 6;

  private NameEnds() {}

  /** Returns true if the text, without its signs, ends in such a name. */
  static boolean saySecret(byte[] line, int start, int end) {
    String name = LineText.name(line, Math.max(start, end - MAX_NAME), end);
    for (String word : ENDS) {
      if (name.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true for a literal that is more than words: it holds a digit or a sign. */
  static boolean isValue(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Ascii.isLetter(line[i]) && "-_. /:,".indexOf(line[i]) < 0) {
        return end - start >= MIN;
      }
    }
    return false;
  }
}
