package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.Ascii;

/**
 * Tells the groups of four of a bank account number, {@code DE00 1234 5678}, whether or not its
 * check digits are right: what is a wrong account number is no other number either.
 */
final class AccountGroups {
  private static final int GROUP = 4;

  /** The longest account number of the registry has nine groups. */
  private static final int MAX_GROUPS = 8;

  private AccountGroups() {}

  /** Returns true if the groups before the place lead back to a country and two digits. */
  static boolean standBefore(byte[] line, int place) {
    int end = place;
    for (int n = 0; n < MAX_GROUPS && isGroupBefore(line, end); n++) {
      end -= GROUP + 1;
      if (isCountry(line, end)) {
        return !Ascii.isWordAt(line, end - 1);
      }
    }
    return false;
  }

  private static boolean isGroupBefore(byte[] line, int end) {
    if (end < GROUP + 1 || line[end - 1] != ' ' && line[end - 1] != '-') {
      return false;
    }
    for (int i = end - 1 - GROUP; i < end - 1; i++) {
      if (!Ascii.isUpper(line[i]) && !Ascii.isDigit(line[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCountry(byte[] line, int i) {
    return Ascii.isUpper(line[i])
        && Ascii.isUpper(line[i + 1])
        && Ascii.isDigit(line[i + 2])
        && Ascii.isDigit(line[i + 3]);
  }
}
