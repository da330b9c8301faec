package dev.tacenda.mask.internal.personal;

/** The North American numbering plan: ten digits, of which area and exchange are not free. */
final class NorthAmerica {
  static final int DIGITS = 10;

  private NorthAmerica() {}

  /** Returns true if the ten digits from {@code from} on can be a number of the plan. */
  static boolean isValid(PhoneNumber number, int from) {
    // Areas with a 9 in the middle are kept for longer numbers (NANPA).
    return isAreaOrExchange(number, from)
        && number.digit(from + 1) != 9
        && isAreaOrExchange(number, from + 3);
  }

  /** Neither begins with 0 or 1, nor is it a service code such as 911. */
  private static boolean isAreaOrExchange(PhoneNumber number, int from) {
    return number.digit(from) >= 2 && !(number.digit(from + 1) == 1 && number.digit(from + 2) == 1);
  }
}
