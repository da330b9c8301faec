package dev.tacenda.mask;

/** Check digits of personal identifiers. */
final class Checksums {
  static final int MIN_CARD_DIGITS = 13;

  private static final int MAX_CARD_DIGITS = 19;
  private static final int MIN_IBAN_LENGTH = 15;
  private static final int MAX_IBAN_LENGTH = 34;

  private Checksums() {}

  /**
   * Returns true for 13 to 19 digits, spaces and dashes between them aside, that have a valid Luhn
   * check digit (ISO/IEC 7812-1, annex B) and are not all the same.
   */
  static boolean luhn(byte[] line, int start, int end) {
    int digits = 0;
    int sum = 0;
    boolean same = true;
    int last = -1;
    for (int i = end - 1; i >= start; i--) {
      if (line[i] == ' ' || line[i] == '-') {
        continue;
      }
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      same &= last < 0 || digit == last;
      last = digit;
      int weighted = digits++ % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return digits >= MIN_CARD_DIGITS && digits <= MAX_CARD_DIGITS && !same && sum % 10 == 0;
  }

  /**
   * Returns true for an IBAN, spaces aside, whose remainder by 97 is 1 (ISO 13616). The account
   * part is read first, then country and check digits, as the standard moves them to the end.
   */
  static boolean iban(byte[] line, int start, int end) {
    byte[] compact = new byte[MAX_IBAN_LENGTH];
    int length = 0;
    for (int i = start; i < end; i++) {
      if (line[i] == ' ') {
        continue;
      }
      if (length == MAX_IBAN_LENGTH) {
        return false;
      }
      compact[length++] = line[i];
    }
    return length >= MIN_IBAN_LENGTH
        && beginsLikeIban(line, start, end)
        && remainder(compact, length) == 1;
  }

  /** Two capitals and two digits: the country and the check digits. */
  private static boolean beginsLikeIban(byte[] line, int start, int end) {
    return end - start >= 4
        && CharacterClasses.isDigit(line[start + 3])
        && CharacterClasses.isDigit(line[start + 2])
        && CharacterClasses.isUpper(line[start + 1])
        && CharacterClasses.isUpper(line[start]);
  }

  private static int remainder(byte[] compact, int length) {
    int remainder = 0;
    for (int i = 0; i < length; i++) {
      int value = Character.digit(compact[(i + 4) % length], 36);
      if (value < 0) {
        return -1;
      }
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }
}
