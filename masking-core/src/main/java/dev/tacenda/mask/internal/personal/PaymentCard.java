package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/**
 * Payment card numbers: ISO/IEC 7812-1 check digit, the issuers' published ranges and lengths, and
 * the groups in which cards print them.
 */
@TrustedCode("accepts every number of the issuers' ranges with a valid check digit")
final class PaymentCard implements LineDetector {
  private static final String[] LAYOUTS = {
    "9999999999999",
    "9999~999999~9999",
    "9999~999999~99999",
    "9999~9999~9999~999",
    "9999~9999~9999~9999",
    "9999~9999~9999~9999~999"
  };

  private static final String[] ANNOUNCED_LAYOUTS = {
    "999999999999",
    "9999999999999",
    "9999~999999~9999",
    "9999~999999~99999",
    "9999~9999~9999~999",
    "9999~9999~9999~9999",
    "99999999999999999",
    "999999999999999999",
    "9999~9999~9999~9999~999"
  };

  private final LineDetector layouts;
  private final boolean announced;

  private PaymentCard(LineDetector layouts, boolean announced) {
    this.layouts = layouts;
    this.announced = announced;
  }

  /** Returns a detector of cards that nothing announces. */
  static LineDetector detector() {
    return new PaymentCard(LayoutDetector.of(PaymentCard::isCard, LAYOUTS), false);
  }

  /**
   * Returns a detector of card numbers of any issuer and of the rarer lengths, for lines that say
   * it is a card.
   */
  static LineDetector announcedDetector() {
    return new PaymentCard(LayoutDetector.of(PaymentCard::isAnnounced, ANNOUNCED_LAYOUTS), true);
  }

  @Override
  public List<LineNeeds> needs() {
    return layouts.needs();
  }

  @Override
  public void find(byte[] line, Sink sink) {
    layouts.find(
        line,
        (start, end) -> {
          if (announced || !AccountGroups.standBefore(line, start) && !isSerial(line, start, end)) {
            sink.accept(start, end);
          }
        });
  }

  /** Serial numbers of databases have 19 digits; of cards without groups only UnionPay's. */
  private static boolean isSerial(byte[] line, int start, int end) {
    return end - start == 19 && !Ascii.startsWith(line, start, "62") && isDigits(line, start, end);
  }

  private static boolean isDigits(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Ascii.isDigit(line[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAnnounced(byte[] digits) {
    return digits[0] != '0' && !CheckDigits.allSame(digits) && CheckDigits.luhn(digits);
  }

  private static boolean isCard(byte[] digits) {
    return inRange(digits.length, (int) CheckDigits.number(digits, 0, 4))
        && !CheckDigits.allSame(digits)
        && CheckDigits.luhn(digits);
  }

  /** Returns true if an issuer has cards of this length that begin with these four digits. */
  private static boolean inRange(int length, int prefix) {
    return switch (length) {
      case 13 -> prefix / 1000 == 4;
      case 14 -> isDiners(prefix);
      case 15 -> prefix / 100 == 34 || prefix / 100 == 37;
      case 16 -> hasSixteen(prefix);
      case 19 -> prefix / 1000 == 4 || prefix / 1000 == 6;
      default -> false;
    };
  }

  private static boolean isDiners(int prefix) {
    return prefix / 10 >= 300 && prefix / 10 <= 305
        || prefix == 3095
        || prefix / 100 == 36
        || prefix / 100 == 38
        || prefix / 100 == 39;
  }

  /**
   * Visa 4; Mastercard 51 to 55 and 2221 to 2720; Maestro 50 and 56 to 58; Discover, UnionPay,
   * RuPay and Maestro 6; JCB 3528 to 3589; Diners 30, 36, 38, 39; Mir 2200 to 2204.
   */
  private static boolean hasSixteen(int prefix) {
    return prefix >= 4000 && prefix <= 5899
        || prefix >= 6000 && prefix <= 6999
        || prefix >= 2221 && prefix <= 2720
        || prefix >= 2200 && prefix <= 2204
        || prefix >= 3528 && prefix <= 3589
        || isDiners(prefix);
  }
}
