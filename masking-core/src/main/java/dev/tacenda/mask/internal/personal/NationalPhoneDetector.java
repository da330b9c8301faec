package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineProfile;
import dev.tacenda.mask.internal.Separators;
import java.util.function.Predicate;

/**
 * Finds telephone numbers as they are dialled within a country. Only their groups and their first
 * digits tell them from other numbers, so this is for lines that speak of telephones, or for those
 * who want every number that may be one.
 */
@TrustedCode("finds every number that stands apart and is grouped as its form says")
final class NationalPhoneDetector implements LineDetector {
  private static final int MAX_WORD = 16;

  private final Predicate<PhoneNumber> form;
  private final int minDigits;

  private final boolean aloneOnly;

  private NationalPhoneDetector(Predicate<PhoneNumber> form, int minDigits, boolean aloneOnly) {
    this.form = form;
    this.minDigits = minDigits;
    this.aloneOnly = aloneOnly;
  }

  /** Returns a detector for numbers behind a word such as phone. */
  static LineDetector announced() {
    return new NationalPhoneDetector(NationalPhoneDetector::isAnnounced, 7, false);
  }

  /** Returns a detector for numbers that are grouped or begin like those of a national plan. */
  static LineDetector unannounced() {
    return new NationalPhoneDetector(NationalPhoneDetector::isNational, 10, true);
  }

  @Override
  public boolean mayFindIn(LineProfile profile) {
    return profile.digits() >= minDigits;
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      boolean opens = opens(line, i) && !(aloneOnly && isBehindGroup(line, i));
      int end = opens ? end(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static boolean opens(byte[] line, int i) {
    boolean first = Ascii.isDigit(line[i]) || line[i] == '(' && Ascii.isDigitAt(line, i + 1);
    return first && Boundaries.opensAt(line, i) && !isPartOfFraction(line, i);
  }

  /** Behind a blank and a word with digits stands the next group of something longer. */
  private static boolean isBehindGroup(byte[] line, int start) {
    for (int i = start - 2; Ascii.at(line, start - 1) == ' ' && Ascii.isWordAt(line, i); i--) {
      if (Ascii.isDigitAt(line, i)) {
        return true;
      }
      if (start - i > MAX_WORD) {
        return false;
      }
    }
    return false;
  }

  private static boolean isPartOfFraction(byte[] line, int i) {
    int before = Ascii.at(line, i - 1);
    return before == '+' || before == ',' && Ascii.isDigitAt(line, i - 2);
  }

  /** Takes as many groups as make a number: what follows may be another one. */
  private int end(byte[] line, int start) {
    for (int max = 13; max >= minDigits; max--) {
      PhoneNumber number = PhoneNumber.read(line, start, max);
      if (number.count() == max && closes(line, number.end()) && form.test(number)) {
        return number.end();
      }
    }
    return -1;
  }

  private boolean closes(byte[] line, int end) {
    return Boundaries.closesAt(line, end) && !(aloneOnly && isBeforeGroup(line, end));
  }

  private static boolean isBeforeGroup(byte[] line, int end) {
    return Separators.at(line, end) != Separators.NONE
        && Ascii.isDigitAt(line, end + Separators.length(line, end));
  }

  private static boolean isAnnounced(PhoneNumber number) {
    if (number.beginsWithDate()) {
      return isNational(number);
    }
    return number.groups() > 1
        ? number.longestGroup() <= 8
        : number.count() >= 9 && number.count() <= 12;
  }

  private static boolean isNational(PhoneNumber number) {
    return number.groups() == 1 ? isMobile(number) : isNorthAmerican(number) || isGrouped(number);
  }

  private static boolean isNorthAmerican(PhoneNumber number) {
    int from = number.count() - NorthAmerica.DIGITS;
    return number.hasGroups(3, 3, 4) && NorthAmerica.isValid(number, 0)
        || number.hasGroups(1, 3, 3, 4)
            && number.digit(0) == 1
            && NorthAmerica.isValid(number, from);
  }

  /** With a trunk prefix 0, in groups of which none is long; or Turkish without it. */
  private static boolean isGrouped(PhoneNumber number) {
    boolean turkish = number.hasGroups(3, 3, 2, 2) && isTurkish(number);
    boolean trunk =
        number.digit(0) == 0
            && number.digit(1) != 0
            && number.count() <= 12
            && number.longestGroup() <= 8;
    return turkish || trunk && !number.beginsWithDate();
  }

  /** Without groups: mobile numbers of plans whose first digits are few. */
  private static boolean isMobile(PhoneNumber number) {
    int first = number.number(0, 2);
    return switch (number.count()) {
      case 10 -> isTurkish(number);
      case 11 -> first == 5 || first == 7 || first == 9 || first >= 13 && first <= 19;
      default -> false;
    };
  }

  /** Areas begin with 2, 3 or 4, mobile numbers with 5 (BTK, national numbering plan). */
  private static boolean isTurkish(PhoneNumber number) {
    return number.digit(0) >= 2 && number.digit(0) <= 5;
  }
}
