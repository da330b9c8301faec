package dev.tacenda.mask.internal.personal;

/**
 * How telephone numbers are written within a country, after the national numbering plans that the
 * ITU publishes: most plans have a trunk prefix 0 that is written, North America writes 3-3-4, and
 * some have neither.
 */
final class NationalPlans {
  private static final int MAX_DIGITS = 12;

  private NationalPlans() {}

  /** Returns true if a number behind a word such as phone can be one. */
  static boolean isAnnounced(PhoneNumber number) {
    if (number.beginsWithDate()) {
      return isPossible(number);
    }
    if (number.groups() > 1) {
      return number.longestGroup() <= 8;
    }
    int first = number.number(0, 2);
    boolean padded = number.count() == 8 && first < 10;
    boolean day = number.count() == 8 && (first == 19 || first == 20);
    return number.count() >= 8 && number.count() <= MAX_DIGITS && !padded && !day;
  }

  /** Returns true if the number is written as hardly anything but a telephone number is. */
  static boolean isWritten(PhoneNumber number) {
    if (number.beginsWithDate() || isUneven(number) || number.isBinary() || isTime(number)) {
      return false;
    }
    return number.groups() == 1
        ? isMobileWithTrunk(number)
        : isNorthAmerican(number) && !number.hasBlanks()
            || isTurkish(number) && number.hasBlanks()
            || isBrazilian(number)
            || isChinese(number)
            || hasTrunk(number);
  }

  /** Returns true if some plan has the number, though it may be anything else as well. */
  static boolean isPossible(PhoneNumber number) {
    if (number.beginsWithDate() || isUneven(number)) {
      return false;
    }
    return number.groups() == 1
        ? isMobileWithTrunk(number) || isSubscriber(number)
        : isWritten(number) || isNorthAmerican(number) || isTurkish(number) || isGrouped(number);
  }

  /**
   * Different signs stand between the groups, as between two numbers, without brackets that would
   * explain it. In Germany a dash precedes the last group, the extension (DIN 5008).
   */
  private static boolean isUneven(PhoneNumber number) {
    boolean extension = number.groups() == 3 && !number.dotted();
    return number.mixes() && !(number.bracketed() && !number.dotted()) && !extension;
  }

  /** Month, day, slash, hour, minute and second, as some write logs. */
  private static boolean isTime(PhoneNumber number) {
    return number.slashed() && number.hasGroups(4, 6);
  }

  private static boolean isNorthAmerican(PhoneNumber number) {
    int from = number.count() - NorthAmerica.DIGITS;
    return number.hasGroups(3, 3, 4) && NorthAmerica.isValid(number, 0)
        || number.hasGroups(1, 3, 3, 4)
            && number.digit(0) == 1
            && !number.dotted()
            && NorthAmerica.isValid(number, from);
  }

  /** Areas begin with 2, 3 or 4, mobile numbers with 5 (BTK); the trunk prefix is left out. */
  private static boolean isTurkish(PhoneNumber number) {
    return number.hasGroups(3, 3, 2, 2) && number.digit(0) >= 2 && number.digit(0) <= 5;
  }

  /** The area in brackets, and a dash before the last four digits (Anatel). */
  private static boolean isBrazilian(PhoneNumber number) {
    boolean groups = number.hasGroups(2, 5, 4) || number.hasGroups(2, 4, 4);
    return groups && number.bracketed() && number.mixes() && number.digit(0) > 0;
  }

  /** Mobile numbers, which begin with 13 to 19. */
  private static boolean isChinese(PhoneNumber number) {
    return number.hasGroups(3, 4, 4)
        && number.digit(0) == 1
        && number.digit(1) >= 3
        && !number.dotted();
  }

  /** Behind a trunk prefix 0, which is a group of its own only if the area is in brackets. */
  private static boolean hasTrunk(PhoneNumber number) {
    boolean indian = number.hasGroups(6, 5);
    boolean area = number.group(0) >= 2 && number.group(0) <= 5 || number.bracketed() || indian;
    boolean groups = number.dotted() ? isDotted(number) : number.longestGroup() <= 8;
    return number.digit(0) == 0
        && number.digit(1) != 0
        && number.count() <= MAX_DIGITS
        && area
        && groups
        && !isOtherNumber(number);
  }

  /** In {@code 01.55.55.01.23} and {@code 0412.555.014}; versions and fractions are uneven. */
  private static boolean isDotted(PhoneNumber number) {
    return number.groups() >= 3 && number.longestGroup() <= 4 && number.group(1) >= 2;
  }

  /** ZIP+4, and a social security number, issued or not. */
  private static boolean isOtherNumber(PhoneNumber number) {
    return number.hasGroups(5, 4) || number.hasGroups(3, 2, 4);
  }

  /**
   * Without groups, behind the trunk prefix: 11 digits in Britain, Turkey, the Philippines, Japan,
   * Korea, Nigeria, Pakistan, Egypt and Germany, where also 12 are possible.
   */
  private static boolean isMobileWithTrunk(PhoneNumber number) {
    if (number.digit(0) != 0) {
      return false;
    }
    int second = number.digit(1);
    return switch (number.count()) {
      case 11 -> isRange(number, second);
      case 12 -> second == 1 && number.digit(2) >= 5 && number.digit(2) <= 7;
      default -> false;
    };
  }

  /**
   * 010 in Korea, 012 to 019 in Egypt, Bangladesh and Germany, 03 in Pakistan, 05 in Turkey, 07 in
   * Britain, 070 to 091 in Japan and Nigeria, 09 in the Philippines and Iran.
   */
  private static boolean isRange(PhoneNumber number, int second) {
    int third = number.digit(2);
    return switch (second) {
      case 1 -> third >= 2 || third == 0 && number.digit(3) >= 2;
      case 3, 5, 7, 9 -> true;
      case 8 -> third <= 1;
      default -> false;
    };
  }

  /**
   * Without groups, ten digits: with a trunk prefix in France, Australia and others, without one in
   * North America, India and others, where also book numbers and counters are written so. Chinese
   * mobile numbers and North American ones behind their 1 have 11.
   */
  private static boolean isSubscriber(PhoneNumber number) {
    int second = number.digit(1);
    return switch (number.count()) {
      case 10 -> number.digit(0) == 0 ? second >= 4 : number.digit(0) >= 2;
      case 11 -> number.digit(0) == 1 && second >= 2;
      default -> false;
    };
  }

  /**
   * In the groups of plans without a trunk prefix: Spain, Poland and Italy, Denmark and Norway,
   * Singapore and Hong Kong, India, Greece.
   */
  private static boolean isGrouped(PhoneNumber number) {
    return number.digit(0) >= 2
        && (number.hasGroups(3, 3, 3)
            || number.hasGroups(3, 3, 4)
            || number.hasGroups(2, 4, 4)
            || number.hasGroups(2, 2, 2, 2)
            || number.hasGroups(3, 2, 2, 2)
            || number.hasGroups(3, 2, 3)
            || number.hasGroups(4, 4)
            || number.hasGroups(5, 5));
  }
}
