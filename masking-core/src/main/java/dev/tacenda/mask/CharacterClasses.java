package dev.tacenda.mask;

/** What kinds of bytes a value is made of. */
final class CharacterClasses {
  private CharacterClasses() {}

  /** Returns the Shannon entropy in bits per byte; 0 for an empty value. */
  static double entropyBits(byte[] line, int start, int end) {
    int[] counts = new int[256];
    for (int i = start; i < end; i++) {
      counts[line[i] & 0xff]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = count / (double) (end - start);
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  /** Returns how many of lower case, upper case, digit and other occur; not ASCII is other. */
  static int count(byte[] line, int start, int end) {
    int seen = 0;
    for (int i = start; i < end; i++) {
      seen |= bit(line[i]);
    }
    return Integer.bitCount(seen);
  }

  /** Returns how many digits occur. */
  static int digits(byte[] line, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += isDigit(line[i]) ? 1 : 0;
    }
    return digits;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isLetter(byte b) {
    return isLower(b) || isUpper(b);
  }

  /** Returns true for what the names of programming languages are made of. */
  static boolean isWord(byte b) {
    return isLetter(b) || isDigit(b) || b == '_';
  }

  private static int bit(byte b) {
    if (isLower(b)) {
      return 1;
    }
    if (isUpper(b)) {
      return 2;
    }
    return isDigit(b) ? 4 : 8;
  }
}
