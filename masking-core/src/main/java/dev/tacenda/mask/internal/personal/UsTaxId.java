package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.LineDetector;
import java.util.Set;

/**
 * US social security numbers and individual taxpayer identification numbers. They have no check
 * digit; the areas and groups that are never issued are all that tells them apart.
 */
@TrustedCode("refuses only numbers that are never issued")
final class UsTaxId {
  /** Printed on cards and in leaflets, and void since. */
  private static final Set<Long> VOID = Set.of(78_051_120L, 219_099_999L);

  private static final String[] USUAL = {"999-99-9999", "999.99.9999"};

  private UsTaxId() {}

  /** Returns a detector of social security numbers in their usual form. */
  static LineDetector ssn() {
    return LayoutDetector.of(UsTaxId::isSsn, USUAL);
  }

  /** Returns a detector of social security numbers in any form, for lines that name them. */
  static LineDetector announcedSsn() {
    return LayoutDetector.of(UsTaxId::isSsn, "999~99~9999", "999.99.9999");
  }

  /** Returns a detector of taxpayer numbers in their usual form. */
  static LineDetector itin() {
    return LayoutDetector.of(UsTaxId::isItin, USUAL);
  }

  /** Returns a detector of taxpayer numbers in any form, for lines that name them. */
  static LineDetector announcedItin() {
    return LayoutDetector.of(UsTaxId::isItin, "999~99~9999", "999.99.9999");
  }

  /** Returns a detector of both in odd groups, and of taxpayer numbers without groups. */
  static LineDetector unusual() {
    LineDetector ssn = LayoutDetector.of(UsTaxId::isSsn, "999=99=9999", "999=999999", "99999=9999");
    LineDetector itin = LayoutDetector.of(UsTaxId::isItin, "999~99~9999");
    return (line, sink) -> {
      ssn.find(line, sink);
      itin.find(line, sink);
    };
  }

  /** Area 000, 666 and 900 to 999, group 00 and serial 0000 are never issued (SSA). */
  private static boolean isSsn(byte[] digits) {
    long area = CheckDigits.number(digits, 0, 3);
    return area != 0
        && area != 666
        && area < 900
        && CheckDigits.number(digits, 3, 5) != 0
        && CheckDigits.number(digits, 5, 9) != 0
        && !CheckDigits.allSame(digits)
        && !VOID.contains(CheckDigits.number(digits, 0, 9));
  }

  /** Area 900 to 999, group 50 to 65, 70 to 88, 90 to 92 or 94 to 99 (IRS). */
  private static boolean isItin(byte[] digits) {
    long group = CheckDigits.number(digits, 3, 5);
    return digits[0] == '9'
        && (group >= 50 && group <= 65 || group >= 70 && group <= 88 || group >= 90 && group != 93)
        && !isForAdvertising(digits);
  }

  /** 987-65-4320 to 987-65-4329 are set aside for examples. */
  private static boolean isForAdvertising(byte[] digits) {
    return CheckDigits.number(digits, 0, 8) == 98_765_432L;
  }
}
