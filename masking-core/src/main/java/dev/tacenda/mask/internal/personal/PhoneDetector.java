package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/**
 * Finds telephone numbers that say themselves that they are: in international form, behind a plus
 * sign with an assigned country code and as many digits as its plan has (ITU-T E.164, E.123), or
 * North American with its area code in brackets.
 */
@TrustedCode("finds every number in one of the two forms that stands apart")
final class PhoneDetector implements LineDetector {
  private static final int MIN_DIGITS = 8;
  private static final int MAX_INTERNATIONAL = 15;

  @Override
  public List<LineNeeds> needs() {
    return List.of(LineNeeds.of(LineMeasure.PHONE, MIN_DIGITS).and(LineMeasure.DIGITS, MIN_DIGITS));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      int end =
          switch (line[i]) {
            case '+' -> internationalEnd(line, i);
            case '(' -> bracketedEnd(line, i);
            default -> -1;
          };
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static int internationalEnd(byte[] line, int plus) {
    int first = Ascii.at(line, plus + 1) == ' ' ? plus + 2 : plus + 1;
    if (isPartOfSum(line, plus) || !isFirst(line, first)) {
      return -1;
    }
    PhoneNumber all = PhoneNumber.read(line, first, MAX_INTERNATIONAL);
    int code = CallingCodes.lengthOfCode(all);
    if (code == 0) {
      return -1;
    }
    int country = all.number(0, code);
    PhoneNumber number = withTrunk(line, first, country, code);
    boolean complete = number.count() >= CallingCodes.min(country);
    boolean valid = country != 1 || number.count() == 11 && NorthAmerica.isValid(number, 1);
    return complete && valid && Boundaries.closesAt(line, number.end()) ? number.end() : -1;
  }

  private static boolean isFirst(byte[] line, int i) {
    return Ascii.isDigitAt(line, i) || Ascii.at(line, i) == '(' && Ascii.isDigitAt(line, i + 1);
  }

  /** In {@code +49 (0) 30 5550123} stands one digit more than in the plan. */
  private static PhoneNumber withTrunk(byte[] line, int first, int country, int code) {
    int max = CallingCodes.max(country);
    PhoneNumber number = PhoneNumber.read(line, first, max + 1);
    boolean trunk = number.bracketed() && number.count() > code && number.digit(code) == 0;
    return trunk ? number : PhoneNumber.read(line, first, max);
  }

  private static boolean isPartOfSum(byte[] line, int plus) {
    int before = Ascii.at(line, plus - 1);
    return Ascii.isWordAt(line, plus - 1) || before == '+' || before == ')' || before == '/';
  }

  private static int bracketedEnd(byte[] line, int start) {
    if (Ascii.isWordAt(line, start - 1) || !Ascii.isDigitAt(line, start + 1)) {
      return -1;
    }
    PhoneNumber number = PhoneNumber.read(line, start, NorthAmerica.DIGITS);
    boolean valid = number.hasGroups(3, 3, 4) && NorthAmerica.isValid(number, 0);
    return valid && Boundaries.closesAt(line, number.end()) ? number.end() : -1;
  }
}
