package dev.tacenda.mask.internal.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words that say of a name what its value is. A name may hold several: the last one counts, {@code
 * password_key} is a key.
 */
public enum NameWord {
  PASSWORD(
      0,
      "passphrase",
      "password",
      "passcode",
      "passwort",
      "kennwort",
      "contrasena",
      "senha",
      "passwd",
      "passw",
      "pass",
      "pwd"),
  SECRET(1, "secret"),
  TOKEN(2, "token", "jwt", "bearer"),
  KEY(3, "key"),
  CREDENTIAL(4, "cred"),
  AUTH(5, "auth"),
  API(6, "api"),
  SESSION(7, "session", "cookie"),
  OTHER(
      8, "signature", "seed", "otp", "license", "webhook", "private", "cipher", "encrypt", "hmac");

  private static final NameWord[][] BY_FIRST_LETTER = byFirstLetter();
  private static final int LETTERS = 32;

  /** Whether a word begins with these two letters; almost all that is looked at does not. */
  private static final boolean[] PAIRS = pairs();

  @SuppressWarnings("ImmutableEnumChecker") // never changed, never handed out
  private final byte[][] words;

  /** Stands for the kind in the model; never changed. */
  final int code;

  NameWord(int code, String... words) {
    this.code = code;
    this.words = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      this.words[i] = LineBytes.bytes(words[i]);
    }
  }

  /** Returns the words, in lower case. */
  public List<String> words() {
    List<String> all = new ArrayList<>();
    for (byte[] word : words) {
      all.add(LineBytes.string(word));
    }
    return all;
  }

  /** Returns the length of the word of this kind that begins at {@code i}, or 0. */
  int lengthAt(byte[] text, int i, int to) {
    for (byte[] word : words) {
      if (LineBytes.startsWithIgnoreCase(text, i, to, word)) {
        return word.length;
      }
    }
    return 0;
  }

  /** Returns false only if no word begins at {@code i}. */
  static boolean mayBeginAt(byte[] text, int i, int to) {
    return i + 1 < to && text[i] >= 'A' && text[i + 1] >= 'A' && PAIRS[pair(text[i], text[i + 1])];
  }

  /** Folds the case of letters; what is no letter may look like one. */
  private static int pair(byte a, byte b) {
    return a % LETTERS * LETTERS + b % LETTERS;
  }

  private static boolean[] pairs() {
    boolean[] pairs = new boolean[LETTERS * LETTERS];
    for (NameWord kind : values()) {
      for (byte[] word : kind.words) {
        pairs[pair(word[0], word[1])] = true;
      }
    }
    return pairs;
  }

  /** Returns the kinds that have a word with this first byte, in lower or upper case. */
  static NameWord[] withFirst(byte first) {
    return first < 0 ? BY_FIRST_LETTER[0] : BY_FIRST_LETTER[first];
  }

  private static NameWord[][] byFirstLetter() {
    NameWord[][] table = new NameWord[128][];
    Arrays.fill(table, new NameWord[0]);
    for (int c = 'a'; c <= 'z'; c++) {
      table[c] = withWordsIn(c);
      table[c + 'A' - 'a'] = table[c];
    }
    return table;
  }

  private static NameWord[] withWordsIn(int first) {
    List<NameWord> kinds = new ArrayList<>();
    for (NameWord kind : values()) {
      for (byte[] word : kind.words) {
        if (word[0] == first && !kinds.contains(kind)) {
          kinds.add(kind);
        }
      }
    }
    return kinds.toArray(new NameWord[0]);
  }
}
