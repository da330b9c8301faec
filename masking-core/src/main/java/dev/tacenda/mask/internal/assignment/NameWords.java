package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import org.jspecify.annotations.Nullable;

/** Finds a {@link NameWord} where it is a word of the name, and not a part of another word. */
final class NameWords {
  private NameWords() {}

  /** Returns the kind of the word that begins at {@code i} of the identifier, or null. */
  static @Nullable NameWord at(byte[] text, int start, int i, int to) {
    if (!NameWord.mayBeginAt(text, i, to)) {
      return null;
    }
    for (NameWord kind : NameWord.withFirst(text[i])) {
      int length = kind.lengthAt(text, i, to);
      if (length > 0 && isWord(kind, text, start, i, i + length, to)) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the whole of {@code name} as a name, or null if it holds no word. */
  static Assignment.@Nullable Name nameIn(byte[] name) {
    NameWord last = null;
    int wordStart = 0;
    for (int i = 0; i < name.length; i++) {
      NameWord here = at(name, 0, i, name.length);
      if (here != null) {
        last = here;
        wordStart = i;
      }
    }
    return last == null ? null : new Assignment.Name(last, name, 0, name.length, wordStart);
  }

  private static boolean isWord(NameWord kind, byte[] text, int start, int from, int end, int to) {
    boolean left = beginsWord(text, start, from);
    boolean right = endsWord(text, end, to);
    int length = end - from;
    return switch (kind) {
      case PASSWORD -> length > 4 || right && (left || !isOtherPass(text, start, end));
      case KEY -> right || follows(text, end, to, 's');
      case API -> left && right;
      case AUTH -> (left || isAfter(text, start, from, 'o')) && !isAuthor(text, end, to);
      case CREDENTIAL -> left && !follows(text, end, to, 'i');
      case TOKEN -> !(follows(text, end, to, 'i') && follows(text, end + 1, to, 'z'));
      case SECRET, SESSION -> true;
      case OTHER -> left && right;
    };
  }

  private static boolean beginsWord(byte[] text, int start, int i) {
    if (i == start || !Ascii.isLetter(text[i - 1])) {
      return true;
    }
    // The K of apiKey and of API_KEY; in APIKEY and apikey words cannot be told apart.
    return Ascii.isUpper(text[i]) && Ascii.isLower(text[i - 1]);
  }

  private static boolean endsWord(byte[] text, int end, int to) {
    if (end >= to || !Ascii.isLetter(text[end])) {
      return true;
    }
    return Ascii.isUpper(text[end]) && Ascii.isLower(text[end - 1]);
  }

  private static boolean follows(byte[] text, int i, int to, char lower) {
    return i < to && Ascii.lower(text[i]) == lower;
  }

  private static boolean isAfter(byte[] text, int start, int i, char lower) {
    return i > start && Ascii.lower(text[i - 1]) == lower;
  }

  /** authorization is meant, author and authority are not. */
  private static boolean isAuthor(byte[] text, int end, int to) {
    return follows(text, end, to, 'o')
        && follows(text, end + 1, to, 'r')
        && !(follows(text, end + 2, to, 'i') && follows(text, end + 3, to, 'z'));
  }

  private static final byte[][] OTHER_PASS = {
    LineBytes.bytes("by"), LineBytes.bytes("com"), LineBytes.bytes("sur"), LineBytes.bytes("tres"),
    LineBytes.bytes("over"), LineBytes.bytes("under"), LineBytes.bytes("allow"),
        LineBytes.bytes("will"),
  };

  /** bypass, compass, overpass. */
  private static boolean isOtherPass(byte[] text, int start, int end) {
    int word = end - 4;
    for (byte[] other : OTHER_PASS) {
      int i = word - other.length;
      if (i >= start && LineBytes.startsWithIgnoreCase(text, i, word, other)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if a word of any kind stands in the range. */
  static boolean anyIn(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Ascii.isLetter(text[i]) && at(text, from, i, to) != null) {
        return true;
      }
    }
    return false;
  }

  private static final byte[][] KEYS = {
    LineBytes.bytes("apikey"), LineBytes.bytes("secretkey"), LineBytes.bytes("accesskey"),
    LineBytes.bytes("authkey"), LineBytes.bytes("encryptionkey"), LineBytes.bytes("signingkey"),
    LineBytes.bytes("apitoken"), LineBytes.bytes("authtoken"), LineBytes.bytes("accesstoken"),
    LineBytes.bytes("secrettoken"), LineBytes.bytes("clientsecret"), LineBytes.bytes("appsecret"),
    LineBytes.bytes("apisecret"),
  };

  /** Returns true if the name ends in two words that only a secret is called by. */
  static boolean endsAsKey(byte[] name, int from, int to) {
    for (byte[] key : KEYS) {
      int k = key.length - 1;
      int i = to - 1;
      while (i >= from && k >= 0 && (!Ascii.isLetter(name[i]) || Ascii.lower(name[i]) == key[k])) {
        k -= Ascii.isLetter(name[i]) ? 1 : 0;
        i--;
      }
      if (k < 0) {
        return true;
      }
    }
    return false;
  }
}
