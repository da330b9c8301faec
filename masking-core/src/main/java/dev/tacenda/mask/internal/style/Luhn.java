package dev.tacenda.mask.internal.style;

/** The check digit of card numbers. */
final class Luhn {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  private Luhn() {}

  /** Returns true if {@code shape}, signs aside, could be a card: ISO/IEC 7812-1, annex B. */
  static boolean holds(byte[] shape) {
    int digits = 0;
    int sum = 0;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (Ascii.isKeptSign(shape[i])) {
        continue;
      }
      if (!Ascii.isDigit(shape[i])) {
        return false;
      }
      int digit = shape[i] - '0';
      int weighted = digits++ % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return digits >= MIN_DIGITS && digits <= MAX_DIGITS && sum % 10 == 0;
  }
}
