package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;

/**
 * The check digit schemes of public standards, over symbols in ASCII without separators. A check
 * may clear personal data: a number that fails is not one.
 */
@TrustedCode("false only for symbols that the scheme rejects")
final class CheckDigits {
  private static final int[][] VERHOEFF_PRODUCT = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
  };
  private static final int[] VERHOEFF_STEP = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private CheckDigits() {}

  /** Returns true if a digit is among the symbols. */
  static boolean anyIn(byte[] symbols) {
    for (byte symbol : symbols) {
      if (Ascii.isDigit(symbol)) {
        return true;
      }
    }
    return false;
  }

  /** ISO/IEC 7812-1, annex B: every second digit from the right is doubled. */
  static boolean luhn(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[digits.length - 1 - i] - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /** Verhoeff, Error Detecting Decimal Codes, 1969: over the dihedral group of ten elements. */
  static boolean verhoeff(byte[] digits) {
    int state = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[digits.length - 1 - i] - '0';
      for (int step = 0; step < i % 8; step++) {
        digit = VERHOEFF_STEP[digit];
      }
      state = VERHOEFF_PRODUCT[state][digit];
    }
    return state == 0;
  }

  /** ISO/IEC 7064, MOD 11,10. */
  static boolean mod11And10(byte[] digits) {
    int product = 10;
    for (int i = 0; i < digits.length - 1; i++) {
      int sum = (digits[i] - '0' + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (digits[digits.length - 1] - '0' + product) % 10 == 1;
  }

  /** Returns the sum of the first symbols' digits, each times its weight. */
  static int weighted(byte[] digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * (digits[i] - '0');
    }
    return sum;
  }

  /** Returns the number that the symbols {@code [from, to)} write; at most 18 of them. */
  static long number(byte[] digits, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + digits[i] - '0';
    }
    return number;
  }

  /**
   * Returns the remainder by 97 of the digits and letters, a letter being two digits from 10 on
   * (ISO/IEC 7064, MOD 97-10), read in a circle from {@code from}.
   */
  static int mod97(byte[] symbols, int from) {
    int remainder = 0;
    for (int i = 0; i < symbols.length; i++) {
      int b = symbols[(from + i) % symbols.length];
      remainder =
          Ascii.isDigit(b)
              ? (remainder * 10 + b - '0') % 97
              : (remainder * 100 + Ascii.lower(b) - 'a' + 10) % 97;
    }
    return remainder;
  }

  /** Returns true if all symbols are the same, as in examples and in blank forms. */
  static boolean allSame(byte[] symbols) {
    for (byte b : symbols) {
      if (b != symbols[0]) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if there is such a day in some year. */
  static boolean isDay(long month, long day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day
            <= (month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
  }
}
